"""Keys are known by their hash, seen at once when they change, and counted in plain generations a day."""

import os
import sqlite3
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import pytest

from obclip.bridge import InProcessTransport
from obclip.cloud.engine import Engine
from obclip.cloud.service import create_app
from obclip.cloud.service.budgets import DAY, Budgets
from obclip.cloud.service.keys import Key, KeyRing, alone_with, new_key, read_keys, write_keys
from obclip.cloud.service.settings import ServiceSettings
from obclip.errors import BadRequest, CannotWrite, Refusal
from obclip.protocol import DENOISE_PATH, JOBS_PATH
from tests.cloud.asking import JSON, Held, in_process, request, tiny_model
from tests.commands import Call
from tests.running import until


def bearer(text: str) -> dict[str, str]:
    return {"authorization": f"Bearer {text}"}


def ring_of(file: Path, *keys: Key) -> Path:
    write_keys(file, keys)
    return file


def test_only_who_has_a_key_is_let_in_and_health_is_for_all(tmp_path: Path) -> None:
    key, text = new_key("alice")
    with in_process(Engine(tiny_model()), keys=ring_of(tmp_path / "keys.toml", key)) as http:
        presented = [{}, bearer(text[:-1]), bearer(""), {"authorization": text}, bearer(text)]
        statuses = [http.post(DENOISE_PATH, content=request(), headers=headers).status_code for headers in presented]
        closed = {path: http.get(path).status_code for path in ("/v1/models", "/metrics", "/health/live", "/health/ready")}
        refused = http.get("/v1/models")
    assert statuses == [401, 401, 401, 401, 200]
    assert closed == {"/v1/models": 401, "/metrics": 401, "/health/live": 200, "/health/ready": 200}
    assert refused.headers["www-authenticate"] == "Bearer"
    assert "OBCLIP_KEY" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        *((nothing, "This cloud wants a key: send it as") for nothing in (None, "", "Bearer ", "Basic eDp5")),
        ("Bearer x", "This cloud does not take this key: check it, or ask its operator for another"),
    ],
)
def test_who_sends_a_key_that_is_not_taken_is_not_asked_for_one(tmp_path: Path, given: str | None, said: str) -> None:
    ring = KeyRing(ring_of(tmp_path / "keys.toml", new_key("alice")[0]))
    with pytest.raises(Refusal, match=said):
        ring.find(given)


def test_a_job_is_another_keys_secret(tmp_path: Path) -> None:
    (one, mine), (two, yours) = new_key("one"), new_key("two")
    with in_process(Engine(tiny_model()), keys=ring_of(tmp_path / "keys.toml", one, two)) as http:
        job = http.post(JOBS_PATH, content=request(), headers=bearer(mine)).headers["location"]
        statuses = [http.get(f"{job}/events", headers=bearer(text)).status_code for text in (mine, yours)]
        deleted = [http.delete(job, headers=bearer(text)).status_code for text in (yours, mine)]
    assert statuses == [200, 404]
    assert deleted == [404, 204]


def test_a_running_server_sees_keys_come_and_go(tmp_path: Path) -> None:
    file = ring_of(tmp_path / "keys.toml")
    ring, (key, text) = KeyRing(file), new_key("alice")
    with pytest.raises(Refusal):
        ring.find(f"Bearer {text}")
    write_keys(file, [key])
    assert ring.find(f"Bearer {text}").name == "alice"
    file.write_text("spoilt [", encoding="utf-8")
    assert ring.find(f"Bearer {text}").name == "alice", "a spoilt file leaves the keys that were known"
    write_keys(file, [])
    with pytest.raises(Refusal):
        ring.find(f"Bearer {text}")


def test_the_commands_make_list_and_revoke_keys_and_the_file_holds_none(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    added = call("keys", "add", "alice", "--file", str(file), "--budget", "2.5", "--rate", "60")
    again = call("keys", "add", "alice", "--file", str(file))
    listed = call("keys", "list", "--file", str(file))
    text = added.stdout.strip()

    assert (added.status, again.status) == (0, 2)
    assert text.startswith("obclip_")
    assert len(text) == len("obclip_") + 43
    assert KeyRing(file).find(f"Bearer {text}") == read_keys(file)[0]
    assert "alice  2.5 generations a day, 60 requests a minute" in listed.stdout
    assert text not in file.read_text(encoding="utf-8") + listed.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert call("keys", "revoke", "alice", "--file", str(file)).status == 0
    assert call("keys", "revoke", "alice", "--file", str(file)).status == 2
    assert read_keys(file) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[[key]]\nname = 'x'",
        "nothing [",
        "key = 5",
        "x = 1",
        "key = " + "[" * 100_000,
        "\x00",
        "[[key]]\nname='a b'\nsha256='" + "0" * 64 + "'",
    ],
)
def test_a_file_that_holds_no_keys_is_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "keys.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest):
        read_keys(file)


def test_a_file_of_keys_that_cannot_be_put_in_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    taken = tmp_path / "keys.toml"
    taken.mkdir()
    with pytest.raises(CannotWrite):
        write_keys(taken, [new_key("alice")[0]])
    assert list(tmp_path.iterdir()) == [taken]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in its folders")
def test_a_pipe_is_neither_waited_for_nor_replaced(call: Call, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    told = [call("keys", "list", "--file", str(pipe)), call("keys", "add", "alice", "--file", str(pipe))]
    assert [one.status for one in told] == [2, 2]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(BadRequest, match="cannot be kept"):
        Budgets(pipe)


def test_what_keys_have_spent_is_for_its_owners_eyes_only(tmp_path: Path) -> None:
    budgets = Budgets(tmp_path / "budgets.sqlite")
    budgets.book(Key("alice", "0" * 64), 0.0, 1.0)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    budgets.close()
    assert set(modes.values()) == {0o600}, modes


def test_a_budget_without_end_is_none(call: Call, tmp_path: Path) -> None:
    told = call("keys", "add", "alice", "--budget", "inf", "--file", str(tmp_path / "keys.toml"))
    assert told.status == 2
    assert "left out" in told.stderr


def test_a_budget_survives_a_restart_and_begins_anew_each_day(tmp_path: Path) -> None:
    now = [DAY * 20_000.5]
    key, file = Key("alice", "0" * 64, generations_a_day=3.0), tmp_path / "budgets.sqlite"
    first = Budgets(file, lambda: now[0])
    first.reserve(key, 2.0)
    with pytest.raises(Refusal) as over:
        first.reserve(key, 2.0)
    first.book(key, 2.0, 1.5)
    first.close()
    second = Budgets(file, lambda: now[0])
    spent = second.spent(key)
    second.reserve(key, 1.5)
    with pytest.raises(Refusal):
        second.reserve(key, 0.1)
    now[0] += DAY / 2

    assert (over.value.http_status, over.value.retry_after) == (429, DAY // 2)
    assert spent == 1.5
    assert second.spent(key) == 0.0


def test_two_servers_add_to_one_file(tmp_path: Path) -> None:
    key, both = Key("alice", "0" * 64), [Budgets(tmp_path / "budgets.sqlite") for _ in range(2)]
    for server in both:
        server.book(key, 0.0, 1.0)
    assert [server.spent(key) for server in both] == [2.0, 2.0]


def test_a_full_disk_loses_nothing_and_stops_nothing(tmp_path: Path) -> None:
    key, budgets = Key("alice", "0" * 64, generations_a_day=3.0), Budgets(tmp_path / "budgets.sqlite")
    budgets._store.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_INSERT else sqlite3.SQLITE_OK)
    budgets.book(key, 0.0, 2.0)
    with pytest.raises(Refusal):
        budgets.reserve(key, 2.0)
    budgets._store.set_authorizer(None)
    budgets.book(key, 0.0, 0.5)
    budgets.close()
    assert Budgets(tmp_path / "budgets.sqlite").spent(key) == 2.5


def test_a_file_of_budgets_that_is_deleted_is_begun_anew_with_the_days_sums(tmp_path: Path) -> None:
    key, file = Key("alice", "0" * 64), tmp_path / "budgets.sqlite"
    budgets = Budgets(file)
    budgets.book(key, 0.0, 2.0)
    for path in tmp_path.iterdir():
        path.unlink()
    budgets.book(key, 0.0, 0.5)
    budgets.close()
    assert Budgets(file).spent(key) == 2.5


def test_a_file_of_budgets_that_is_spoilt_under_a_server_leaves_what_it_knows(tmp_path: Path) -> None:
    key, file = Key("alice", "0" * 64, generations_a_day=3.0), tmp_path / "budgets.sqlite"
    budgets = Budgets(file)
    budgets.book(key, 0.0, 2.0)
    (tmp_path / "other").write_bytes(b"zebra" * 1000)
    (tmp_path / "other").replace(file)
    budgets.book(key, 0.0, 0.5)
    with pytest.raises(Refusal):
        budgets.reserve(key, 1.0)


def test_a_rate_lets_a_key_in_again_after_the_told_time() -> None:
    ticks = [1e9]
    budgets, key = Budgets(None, tick=lambda: ticks[0]), Key("alice", "0" * 64, requests_a_minute=2)
    budgets.count(key)
    budgets.count(key)
    with pytest.raises(Refusal, match=r"try again in 30 s\.") as over:
        budgets.count(key)
    assert over.value.retry_after == 30
    ticks[0] += 30
    budgets.count(key)


def test_a_clock_that_is_put_back_neither_locks_a_key_out_nor_gives_its_day_twice() -> None:
    now = [DAY * 20_000.5]
    budgets, key = Budgets(None, lambda: now[0]), Key("alice", "0" * 64, generations_a_day=3.0, requests_a_minute=2)
    budgets.count(key)
    budgets.book(key, 0.0, 2.0)
    now[0] += DAY
    budgets.book(key, 0.0, 2.5)
    now[0] -= DAY
    budgets.count(key)
    with pytest.raises(Refusal, match="of the key's 3 a day"):
        budgets.reserve(key, 1.1)


def test_over_http_a_spent_budget_is_429_with_the_time_until_tomorrow(tmp_path: Path) -> None:
    key, text = new_key("alice", generations_a_day=0.3)
    settings = {"keys": ring_of(tmp_path / "keys.toml", key), "budgets": tmp_path / "budgets.sqlite"}
    with in_process(Engine(tiny_model()), **settings) as http:
        answers = [http.post(DENOISE_PATH, content=request(seed=seed), headers=bearer(text)) for seed in (1, 2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].json()["error"]["code"] == "over_budget"
    assert 0 < int(answers[1].headers["retry-after"]) <= DAY


def test_a_request_that_no_day_of_its_key_could_pay_is_not_told_to_come_back_tomorrow(tmp_path: Path) -> None:
    key, text = new_key("alice", generations_a_day=0.1)
    with in_process(Engine(tiny_model()), keys=ring_of(tmp_path / "keys.toml", key)) as http:
        refused = http.post(DENOISE_PATH, content=request(), headers=bearer(text))
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "too_much_work")
    assert "retry-after" not in refused.headers


def test_steps_that_were_computed_before_a_job_was_deleted_are_spent_and_those_after_it_are_not(tmp_path: Path) -> None:
    key, text = new_key("alice", generations_a_day=100.0)
    engine = Held()
    app = create_app(engine, ServiceSettings(keys=ring_of(tmp_path / "keys.toml", key)))
    with httpx.Client(base_url="http://cloud", transport=InProcessTransport(app), headers={**JSON, **bearer(text)}, timeout=60) as http:
        whole = request(num_inference_steps=40, switch_point=40)
        told = http.post(JOBS_PATH, content=whole).json()
        while http.get(told["result"]).json().get("step") != 1:
            time.sleep(0.01)
        http.delete(f"{JOBS_PATH}/{told['id']}")
        engine.leave.set()
        while app.state.desk.queue.waiting:
            time.sleep(0.01)
        http.get("/health/live")
        cancelled = app.state.desk.budgets.spent(key)
        http.post(DENOISE_PATH, content=whole)
        spent = app.state.desk.budgets.spent(key) - cancelled
    assert cancelled == pytest.approx(spent * 2 / 40, rel=0.6), "one step or two of forty"
    assert 0 < cancelled <= spent * 2 / 40 + 1e-9


def test_no_key_fills_a_queue_that_others_share(tmp_path: Path) -> None:
    """However many requests one has: another one's is let in, and the first may use what is left of its share again afterwards."""
    (alice, hers), (bob, his) = new_key("alice"), new_key("bob")
    engine = Held()
    with in_process(engine, keys=ring_of(tmp_path / "keys.toml", alice, bob), most_waiting=4) as http:

        def begin(text: str, seed: int) -> httpx.Response:
            answer: httpx.Response = http.post(JOBS_PATH, content=request(seed=seed), headers=bearer(text))
            return answer

        many = [begin(hers, seed) for seed in range(20)]
        others = [begin(his, seed) for seed in range(3)]
        engine.leave.set()
        assert until(lambda: http.get("/v1/models", headers=bearer(his)).json()["data"][0]["load"]["waiting"] == 0)
        again = begin(hers, 21)
    assert [job.status_code for job in many] == [202] * 2 + [429] * 18
    assert [job.status_code for job in others] == [202, 429, 429]
    assert {job.json()["error"]["code"] for job in many[2:]} == {"too_many_requests"}
    assert all(f"try again in {job.headers['retry-after']} s." in job.text for job in many[2:])
    assert again.status_code == 202


def test_a_key_without_others_may_fill_the_queue(tmp_path: Path) -> None:
    key, text = new_key("alice")
    engine = Held()
    with in_process(engine, keys=ring_of(tmp_path / "keys.toml", key), most_waiting=4) as http:
        jobs = [http.post(JOBS_PATH, content=request(seed=seed), headers=bearer(text)).status_code for seed in range(5)]
        engine.leave.set()
    assert jobs == [202] * 4 + [503]


def test_keys_that_are_added_at_once_are_all_there(tmp_path: Path) -> None:
    file = ring_of(tmp_path / "keys.toml")

    def add(place: int) -> None:
        for turn in range(5):
            with alone_with(file):
                write_keys(file, [*read_keys(file), new_key(f"key-{place}-{turn}")[0]])

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(4)))
    assert len(read_keys(file)) == 20


def test_a_changed_file_stays_readable_for_whom_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owners: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda handle, user, group: owners.append((user, group)))
    file = ring_of(tmp_path / "keys.toml")
    file.chmod(0o640)
    write_keys(file, [new_key("alice")[0]])
    told = tmp_path.stat()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert owners == [(told.st_uid, told.st_gid)] * 2
