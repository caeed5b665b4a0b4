"""Tags, placeholders, addresses and code that were lost or changed, and those that may differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary.types import Finding, Severity

BAD = [
    ("See <b>this</b> now.", "Xem <b>cái này bây giờ.", "en", "</b>", Severity.ERROR),
    ("Line<br/>break.", "Xuống dòng.", "en", "<br/>", Severity.ERROR),
    ("Hello {name}!", "Xin chào {ten}!", "vi", "{ten}", Severity.ERROR),
    ("%(count)s rows", "%(cuont)s hàng", "vi", "%(cuont)s", Severity.ERROR),
    ("%s of %s", "%s", "en", "%s", Severity.ERROR),
    ("Hello {name}!", "Xin chào {tên}!", "vi", "{tên}", Severity.ERROR),
    ("Hi ${user}.", "Chào bạn.", "en", "${user}", Severity.ERROR),
    ("Hi.", "Chào {user}.", "vi", "{user}", Severity.ERROR),
    (
        "Go to https://example.org/a-b.",
        "Vào https://example.org/a-c.",
        "vi",
        "https://example.org/a-c",
        Severity.WARNING,
    ),
    ("Go to https://example.org/a.", "Vào trang đó.", "en", "https://example.org/a", Severity.WARNING),
    ("Write to me@example.org.", "Viết cho em@example.org.", "vi", "em@example.org", Severity.WARNING),
    ("Run `make test`.", "Chạy `kiểm tra`.", "vi", "`kiểm tra`", Severity.WARNING),
    ("Set max_rows first.", "Đặt số hàng tối đa trước.", "en", "max_rows", Severity.WARNING),
]
GOOD = [
    ("See <b>this</b>.", "Xem <b>cái này</b>."),
    ('<a href="/en/x">One</a>', '<a href="/vi/x">Một</a>'),
    ("{count} of {total}", "{total}: {count}"),
    ("(See https://example.org/a_(b).)", "（Xem https://example.org/a_(b)）。"),
    ("See https://en.example.org/wiki/.", "Xem http://vi.example.org/wiki"),
    ("See https://example.org/en-us/news.", "Xem https://example.org/vi/news."),
    ("See www.example.org!", "Xem https://example.org"),
    ("ME@example.org", "me@example.org"),
    ("It grew 5% so far, 100%.", "Đã tăng 5% đến nay, 100 %."),
    ("Where a < b and c > d.", "Khi a < b, c > d."),
    ("A smile :) [sic] <3", "Một nụ cười"),
    ("He paid $5 @ noon.", "Ông trả 5 đô la lúc trưa."),
]


@pytest.mark.parametrize(("english", "other", "lang", "quote", "severity"), BAD)
def test_what_was_not_kept_is_found(
    run: Callable[..., list[Finding]], english: str, other: str, lang: str, quote: str, severity: Severity
) -> None:
    (finding,) = run("markup", {"en": english, "vi": other})
    assert (finding.quotes[lang], finding.severity) == ((quote,), severity)


@pytest.mark.parametrize(("english", "other"), GOOD)
def test_what_is_kept_or_no_markup(run: Callable[..., list[Finding]], english: str, other: str) -> None:
    assert not run("markup", {"en": english, "vi": other})


def test_chinese_may_follow_without_a_space(run: Callable[..., list[Finding]]) -> None:
    row = {
        "en": "Visit https://example.org/a, or mail me@example.org.",
        "zh-Hans": "请访问https://example.org/a或写信到me@example.org。",
    }
    assert not run("markup", row)


def test_what_moved_to_the_next_row_is_kept(run: Callable[..., list[Finding]]) -> None:
    rows = [{"en": "Go to <i>there</i>.", "vi": "Đi."}, {"en": "Go.", "vi": "Đến <i>đó</i>."}]
    assert not run("markup", *rows)


def test_a_changed_one_comes_with_the_original(run: Callable[..., list[Finding]]) -> None:
    (finding,) = run("markup", {"en": "Hello {name}!", "vi": "Xin chào {ten}!"})
    assert finding.suggestion == "{name}"
    assert finding.quotes == {"vi": ("{ten}",), "en": ("{name}",)}


def test_every_language_is_held_to_the_first(run: Callable[..., list[Finding]]) -> None:
    found = run("markup", {"en": "Hi {you}.", "vi": "Chào {you}.", "zh-Hans": "你好。"})
    assert [finding.langs for finding in found] == [("en", "zh-Hans")]
