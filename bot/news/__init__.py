"""Understanding the news: pure rules over titles and texts."""
