"""All that is kept: the database, its tables, and one module of queries a noun. Nothing else imports SQLAlchemy."""
