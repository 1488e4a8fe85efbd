"""Who may speak to the review page, and what every answer of it forbids."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette", reason="the extra gouji[web] is not installed")
pytest.importorskip("uvicorn", reason="the extra gouji[web] is not installed")
pytest.importorskip("python_multipart", reason="the extra gouji[web] is not installed")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

from starlette.testclient import TestClient

from gouji.review import store
from reviewing import DOOR, DRAFT, HERE, sent

pytest_plugins = ["reviewing"]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8123", "[::1]:8123"],
)
def test_another_host_is_not_served(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert client.get("/", params={"token": DOOR.token}, headers={"host": host}).status_code == 421


def test_both_names_of_this_computer_are_served(client: TestClient) -> None:
    for host in ("127.0.0.1:8123", "localhost:8123", "LOCALHOST:8123"):
        assert client.get("/", headers={"host": host}).status_code == 200


def test_token_becomes_a_strict_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get("/", params={"token": DOOR.token, "lang": "en"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?lang=en")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("gouji-8123=")
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/list", "/static/review.css", "/drafts/0123456789abcdef/report"])
def test_without_the_token_nothing_is_told(stranger: TestClient, path: str) -> None:
    for query in ("", "?token=", "?token=wrong", "?token=%E5%8B%BE"):
        answer = stranger.get(path + query)
        assert answer.status_code == 403
        assert "gouji review" in answer.text
    stranger.cookies.set("gouji-8123", "wrong")
    assert stranger.get(path).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8123"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:8123", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_posts_of_other_pages_are_refused(stranger: TestClient, kept: store.Store, headers: dict[str, str]) -> None:
    stranger.get("/", params={"token": DOOR.token})
    answer = sent(stranger, ("a.txt", DRAFT), **headers)
    assert answer.status_code == 403
    assert kept.drafts() == ()


@pytest.mark.parametrize(
    "headers",
    [
        HERE,
        {"origin": "http://127.0.0.1:8123"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin"},
    ],
)
def test_posts_of_our_pages_are_taken(stranger: TestClient, kept: store.Store, headers: dict[str, str]) -> None:
    stranger.get("/", params={"token": DOOR.token})
    assert sent(stranger, ("a.txt", DRAFT), **headers).status_code == 303
    assert len(kept.drafts()) == 1


def test_pages_embedded_elsewhere_get_nothing(client: TestClient) -> None:
    assert client.get("/", headers={"sec-fetch-site": "same-site"}).status_code == 403
    assert client.get("/list", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/")
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_every_answer_carries_the_safe_headers(client: TestClient, stranger: TestClient) -> None:
    answers = [
        client.get("/"),
        client.get("/list"),
        client.get("/static/home.js"),
        client.get("/nowhere"),
        client.get("/drafts/none"),
        client.put("/"),
        sent(client, ("a.txt", DRAFT)),
    ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy
        assert "access-control-allow-origin" not in answer.headers
