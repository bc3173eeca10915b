"""Uses the real huggingface_hub against a running Broadsheet. Prints one line of JSON for each check: {"check", "ok", "said"}."""
import datetime
import json
import os
import subprocess
import sys

from huggingface_hub import HfApi, __version__
from huggingface_hub.errors import HfHubHTTPError

endpoint = os.environ["HF_ENDPOINT"]
world = json.loads(sys.argv[1])
api = HfApi(endpoint=endpoint)
hf = os.path.join(os.path.dirname(sys.executable), "hf")


def check(name, work):
    try:
        said = work()
        print(json.dumps({"check": name, "ok": True, "said": str(said)[:200]}), flush=True)
    except Exception as error:  # every failure is a result here
        print(json.dumps({"check": name, "ok": False, "said": f"{type(error).__name__}: {error}"[:600]}), flush=True)


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r} instead of {wanted!r}"[:500])
    return found


def true(value, what):
    if not value:
        raise AssertionError(what)
    return value


def refused(status, work):
    try:
        list(work())
    except HfHubHTTPError as error:
        return same(error.response.status_code, status)
    raise AssertionError(f"no error, where {status} was expected")


def run(*words, code=0):
    done = subprocess.run([hf, "papers", *words], capture_output=True, text=True, timeout=60, env={**os.environ, "HF_HUB_DISABLE_TELEMETRY": "1"})
    if done.returncode != code:
        raise AssertionError(f"ended with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout + (done.stderr if code else "")


date, ids = world["date"], world["ids"]
day = datetime.date.fromisoformat(date)
week = f"{day.isocalendar()[0]}-W{day.isocalendar()[1]:02d}"
monday = day - datetime.timedelta(days=day.weekday())
month = date[:7]


def a_day():
    papers = list(api.list_daily_papers(date=date, limit=100))
    true({one.id for one in papers} <= set(ids), "papers of another day")
    same(len(papers), min(100, len(ids)))
    for one in papers:
        true(one.title and one.summary and one.authors and one.published_at and one.submitted_at and one.submitted_by, f"{one.id} lacks a field: {one}")
        true(one.submitted_by.fullname, "the submitter has no name")
    same([one.upvotes or 0 for one in papers], sorted((one.upvotes or 0 for one in papers), reverse=True))
    return f"{len(papers)} papers"


def a_week():
    papers = list(api.list_daily_papers(week=week, limit=100))
    true(papers, "nothing")
    for one in (papers[0], papers[-1]):
        true(monday - datetime.timedelta(days=3) <= one.submitted_at.date() <= monday + datetime.timedelta(days=6), f"{one.submitted_at} is not in {week}")
    return f"{len(papers)} papers"


def a_month():
    papers = list(api.list_daily_papers(month=month, limit=100))
    true(papers and all(one.submitted_at.strftime("%Y-%m") == month for one in papers), "papers of another month")
    return f"{len(papers)} papers"


def a_submitter():
    papers = list(api.list_daily_papers(submitter=world["submitter"]["name"]))
    true(papers, "nothing")
    for one in papers:
        same(one.submitted_by.fullname, world["submitter"]["fullname"])
    return f"{len(papers)} papers"


def paper_info():
    one = api.paper_info(id=world["paper"]["id"])
    same(one.id, world["paper"]["id"])
    true(one.title and one.summary and one.published_at and one.submitted_at, "a field is missing")
    same((one.ai_summary is not None, one.github_repo, one.linked_models, one.num_total_models), (world["paper"]["aiSummary"], world["paper"]["githubRepo"], [], 0))
    same(len(one.authors), world["paper"]["authors"])
    return one.title


print(json.dumps({"check": f"huggingface_hub {__version__}", "ok": True, "said": endpoint}), flush=True)
check("list_daily_papers of a day", a_day)
check("list_daily_papers of a week", a_week)
check("list_daily_papers of a month", a_month)
check("list_daily_papers of a submitter", a_submitter)
check("list_daily_papers limit", lambda: same(len(list(api.list_daily_papers(date=date, limit=5))), 5))
check("list_daily_papers sort=publishedAt", lambda: f"{len(true(list(api.list_daily_papers(sort='publishedAt')), 'nothing'))} papers")
check("list_daily_papers sort=trending", lambda: f"{len(list(api.list_daily_papers(sort='trending', limit=10)))} papers")
check("list_daily_papers second page", lambda: same(len({one.id for p in (0, 1) for one in api.list_daily_papers(month=month, p=p, limit=5)}), 10))
check("list_daily_papers p=100 is empty", lambda: same(list(api.list_daily_papers(p=100)), []))
check("list_daily_papers of a day that does not exist", lambda: refused(400, lambda: api.list_daily_papers(date="2025-13-40")))
check("list_daily_papers limit=101", lambda: refused(400, lambda: api.list_daily_papers(limit=101)))
check("list_papers", lambda: true(world["paper"]["id"] in {one.id for one in api.list_papers(query=world["paper"]["title"][:200], limit=10)}, "the paper with this very title is not found") and "found")
check("list_papers limit", lambda: same(len(list(api.list_papers(query=world["word"], limit=3))), 3))
check("list_papers without a query", lambda: refused(400, lambda: api.list_papers()))
check("paper_info", paper_info)
check("paper_info of a paper that is not held", lambda: refused(404, lambda: [api.paper_info(id="1234.56789")]))
check("read_paper", lambda: true(api.read_paper(id=world["paper"]["id"]).startswith("# "), "no Markdown")and "Markdown")
check("read_paper of a paper that is not held", lambda: refused(404, lambda: [api.read_paper(id="1234.56789")]))
check("a token of Hugging Face's own is no hindrance", lambda: same(len(list(HfApi(endpoint=endpoint, token="hf_madeUpToken").list_daily_papers(limit=1))), 1))
check("hf papers ls --date", lambda: same(run("ls", "--date", date, "--limit", "100", "--quiet").split(), [one.id for one in api.list_daily_papers(date=date, limit=100)]) and "ids")
check("hf papers ls --week --json", lambda: true(json.loads(run("ls", "--week", week, "--json")), "nothing") and "JSON")
check("hf papers ls --month --submitter", lambda: true(world["submitter"]["fullname"][:4] in run("ls", "--month", month, "--submitter", world["submitter"]["name"], "--format", "human"), "the submitter is not named") and "table")
check("hf papers list --sort trending", lambda: run("list", "--sort", "trending", "--limit", "3", "--quiet") is not None)
check("hf papers ls of a day that does not exist", lambda: run("ls", "--date", "2025-13-40", code=1)[:80])
check("hf papers search", lambda: same(len(run("search", world["word"], "--limit", "3", "--quiet").split()), 3))
check("hf papers info", lambda: true(world["paper"]["id"] in run("info", world["paper"]["id"], "--json"), "another paper") and "JSON")
check("hf papers info of a paper that is not held", lambda: true("not found" in run("info", "1234.56789", code=1), "another sentence") and "not found")
check("hf papers read", lambda: true("## Abstract" in run("read", world["paper"]["id"]), "no abstract") and "Markdown")
