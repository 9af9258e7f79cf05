"""What a body must be: JSON in UTF-8 that is declared as that, of fields that are known, or one sentence on why not."""

from collections.abc import Iterator

import pytest

from obclip.device.app.app import App
from obclip.device.app.doors import ENTRANCE
from tests.device.app.test_doors import ROUTES
from tests.gateways import PROMPT, TOKEN, Gateway, app

ORDERS = ["/v1/images/generations", "/v1/images/other", "/sdapi/v1/txt2img", "/sdapi/v1/options"]
EVERYWHERE = [*ORDERS, *(f"/app/{name}" for name in ROUTES)]
Opened = tuple[Gateway, App]


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    with app() as both:
        yield both


def post(opened: Opened, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    """Status and sentence."""
    gateway, page = opened
    token = page.link.partition("#")[2] if path == ENTRANCE else TOKEN
    told = {"content-type": "application/json", "authorization": f"Bearer {token}"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    answer = gateway.http.post(path, content=body, headers=told)
    said = answer.json()
    return answer.status_code, said.get("error", {}).get("message", "")


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"content_type": "text/plain"}, "as Content-Type: application/json"),
        ({"content_type": ""}, "as Content-Type: application/json"),
        ({"content_encoding": "gzip"}, "without a content encoding"),
        ({"content_type": "application/json; charset=utf-16"}, "in UTF-8"),
        ({"content_type": 'application/json; charset="ISO-8859-1"'}, "in UTF-8"),
    ],
)
def test_what_is_not_declared_as_plain_json_is_not_read(opened: Opened, path: str, headers: dict[str, str], words: str) -> None:
    status, said = post(opened, path, b"{}", **headers)
    assert status == 415
    assert words in said


@pytest.mark.parametrize("kind", ["application/json;charset=utf-8", 'Application/JSON; Charset="UTF-8"', "application/json; profile=x"])
def test_json_may_say_that_it_is_in_utf8(opened: Opened, kind: str) -> None:
    assert post(opened, "/app/about", b"{}", content_type=kind, content_encoding="Identity")[0] == 200


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "Expecting value"),
        (b'{"prompt": ', "Expecting value"),
        (b'{"seed": ' + b"9" * 5_000 + b"}", "a number is too large"),
        (b'{"cfg_scale": NaN}', "NaN is no number"),
        ('{"prompt": "an old café"}'.encode("latin-1"), "it is not UTF-8"),
        ('{"prompt": "an old man"}'.encode("utf-16"), "it is not UTF-8"),
        (b"[" * 50, "it is nested too deeply"),
        (b"[]", "must be a JSON object"),
    ],
)
def test_what_is_no_json_says_why(opened: Opened, path: str, body: bytes, why: str) -> None:
    status, said = post(opened, path, body)
    assert status == 400
    assert why in said
    assert "old" not in said


def test_a_byte_order_mark_before_json_is_passed_over(opened: Opened) -> None:
    assert post(opened, "/v1/images/generations", f'\ufeff{{"prompt": "{PROMPT}"}}'.encode())[0] == 200


@pytest.mark.parametrize("path", [path for path in EVERYWHERE if not path.startswith("/sdapi/")])
def test_a_field_that_there_is_not_is_named(opened: Opened, path: str) -> None:
    """AUTOMATIC1111's clients send all that they know: there it is named in the answer."""
    link = opened[1].link
    status, said = post(opened, path, b'{"colour": "red"}')
    assert status == 400
    assert "There is no parameter 'colour': there are " in said
    assert opened[1].link == link, "no link is used up by it"


@pytest.mark.parametrize("route", ["read", "draft", "draw"])
@pytest.mark.parametrize(
    ("told", "words"), [('{"sede": "7"}', "no parameter 'sede'"), ('{"allow_single": "yes"}', "allow_single must be true or false")]
)
def test_so_is_a_setting_of_a_tab(opened: Opened, route: str, told: str, words: str) -> None:
    status, said = post(opened, f"/app/{route}", f'{{"prompt": "{PROMPT}", "told": {told}}}'.encode())
    assert status == 400
    assert words in said
