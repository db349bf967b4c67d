"""The address guard: spellings of private places are refused, public ones are not."""

import pytest

from bot.feeds.guard import UnsafeAddress, check_address, check_url

PRIVATE = [
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",  # noqa: S104
    "10.0.0.8",
    "172.16.4.4",
    "172.31.255.254",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.2.10",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "::10.1.2.3",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
]

PUBLIC = [
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_an_address_that_is_not_public_is_refused(ip):
    with pytest.raises(UnsafeAddress):
        check_address(ip)


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_is_accepted(ip):
    check_address(ip)


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.0.1.7", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_accepted_only_where_it_is_allowed(ip):
    check_address(ip, allow_loopback=True)
    with pytest.raises(UnsafeAddress):
        check_address(ip)


@pytest.mark.parametrize("ip", ["10.0.0.1", "169.254.169.254", "0.0.0.0", "::", "fe80::1"])  # noqa: S104
def test_allowing_loopback_allows_nothing_else(ip):
    with pytest.raises(UnsafeAddress):
        check_address(ip, allow_loopback=True)


@pytest.mark.parametrize("ip", ["", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5"])
def test_what_is_no_literal_is_refused(ip):
    with pytest.raises(UnsafeAddress):
        check_address(ip)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/feed",
        "gopher://example.org/",
        "http://",
        "http:///feed",
        "https://user:word@example.org/feed",
        "https://token@example.org/feed",
        "http://127.0.0.1/feed",
        "http://[::1]/feed",
        "http://[::ffff:169.254.169.254]/latest",
        "http://example.org:99999/",
        "http://[half/",
        "/feed",
        "",
    ],
)
def test_an_unusable_url_is_refused(url):
    with pytest.raises(UnsafeAddress):
        check_url(url)


def test_a_name_is_left_to_the_moment_of_connecting():
    check_url("https://example.org:8443/feed?x=1")
