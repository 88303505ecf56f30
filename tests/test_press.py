"""The press: accessible and archival PDFs, the same bytes each time, kept as long as nothing has changed."""

from __future__ import annotations

import io
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest

from conftest import ROOT
from guide.build import open_build
from guide.content.files import Contents
from guide.ground import fonts
from guide.ground.cache import Cache
from guide.ground.problems import BadGuide
from guide.paper import finish, press
from guide.paper.press import Job, NotSet, Press, set_in_type
from judging import spoil

GOOD = '#set document(title: "Bears")\n= Bears\n#table(columns: 2, table.header([Bear], [Age]), [Bruno], [3])\n'
DAY = 1_700_000_000


def job(source: str = GOOD, name: str = "bears.md") -> Job:
    return Job(name, source, DAY)


def a_press(folder: Path) -> Press:
    return Press(Cache(folder / "cache"), folder / "fonts")


def test_a_fault_names_the_document() -> None:
    with pytest.raises(NotSet, match=r"bears\.md.*heading level"):
        set_in_type(job('#set document(title: "Bears")\n= One\n=== Three\n'), fonts.FOLDER)


def test_a_warning_is_a_fault() -> None:
    with pytest.raises(NotSet, match=r"bears\.md.*font"):
        set_in_type(job('#set document(title: "Bears")\n#set text(font: "No Such Font")\n= Bears\n'), fonts.FOLDER)


def test_all_faults_of_a_run_come_at_once(tmp_path: Path) -> None:
    bad = '#set document(title: "Bears")\n= One\n=== Three\n'
    with pytest.raises(NotSet) as error:
        list(a_press(tmp_path).run([job(bad, "first.md"), job(bad + "\nagain", "second.md"), job()]))
    assert "first.md" in str(error.value)
    assert "second.md" in str(error.value)


def test_a_fault_that_stands_on_several_papers_is_told_once(tmp_path: Path) -> None:
    bad = '#set document(title: "Bears")\n= One\n=== Three\n'
    with pytest.raises(NotSet) as error:
        list(a_press(tmp_path).run([job(bad), job(bad), Job("bears.md", bad, DAY + 1)]))
    assert str(error.value).count("bears.md") == 1


def test_letters_that_the_typeface_lacks_are_told_by_line_and_once_before_anything_is_set(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "mapped_apart", None)  # nothing is set
    spoil(
        project,
        {
            "file": "procedures/restuffing.md",
            "replace": {"Thread may break.": "It 😀 x\u0302a\u0302 a\u2011b may\n“break” 背痛."},
        },
    )
    spoil(project, {"file": "procedures/restuffing.yml", "replace": {"text: It puts": 'text: "\\u05d2ב It"\n#'}})
    spoil(project, {"file": "data/glossary.yml", "replace": {"A line of stitches.": "A line of جراحة الظهر."}})
    spoil(project, {"file": "assets/figures/seam-repair.svg", "replace": {"After</text>": "Áfter ∮</text>"}})
    with pytest.raises(BadGuide) as refusal:
        open_build(Contents(project / "docs"), ROOT / "overrides", "").print_paper("Bears")
    fix = (
        "cannot be printed: the typeface of paper has no such letters; write it in other letters, or keep it off paper"
    )
    assert str(refusal.value).split("\n")[1:] == [
        f'docs/assets/figures/seam-repair.svg:10:5: "∮", U+222E (contour integral), {fix}',
        f'docs/data/glossary.yml:15:15: "جراحة" {fix}',
        f'docs/procedures/restuffing.md:27:4: "😀", U+1F600 (grinning face), {fix}',
        f'docs/procedures/restuffing.md:27:6: "x\u0302" {fix}',
        f'docs/procedures/restuffing.md:27:11: "\u2011", U+2011 (non-breaking hyphen), {fix}',
        f'docs/procedures/restuffing.md:28:9: "背痛" {fix}',
        f'docs/procedures/restuffing.yml:34:13: "גב" {fix}',
    ]


def test_rows_get_a_header_cell(tmp_path: Path) -> None:
    made = set_in_type(job(), fonts.FOLDER)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        scopes = [
            str(cell.A[0].get("/Scope") if isinstance(cell.A, pikepdf.Array) else cell.A.get("/Scope"))
            for cell in pdf.objects
            if isinstance(cell, pikepdf.Dictionary) and cell.get("/S") == pikepdf.Name.TH and "/A" in cell
        ]
    assert scopes.count("/Row") == 1
    assert scopes.count("/Column") == 2
    path = tmp_path / "bears.pdf"
    path.write_bytes(made.content)
    assert [page.validate_pdf(path, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]


def test_a_stream_that_ends_in_a_carriage_return_cannot_be_read_as_one_byte_short() -> None:
    source = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"\x0c")  # white space whose checksum, and so its last byte, is 13
        pdf.save(source)
    made, pages, _ = finish.finished(source.getvalue(), fonts.FOLDER / fonts.WEIGHTS[400])
    assert pages == 1
    assert b"\r\rendstream" in made
    assert b"\r\nendstream" not in made
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == b"\x0c"
        assert pdf.check_pdf_syntax() == []


def test_two_presses_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (list(a_press(tmp_path / name).run([job()])) for name in ("one", "two"))
    assert first == second


def test_what_was_made_is_kept_and_what_nobody_needs_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = a_press(tmp_path).run([job()])
    monkeypatch.setattr(press, "mapped_apart", lambda *_: pytest.fail("was set again"))
    assert list(a_press(tmp_path).run([job()])) == [made]
    assert list(a_press(tmp_path).run([])) == []
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("other", [job(GOOD + "More."), Job("bears.md", GOOD, DAY + 86_400)])
def test_a_change_makes_it_anew(tmp_path: Path, other: Job) -> None:
    (made,) = a_press(tmp_path).run([job()])
    (again,) = a_press(tmp_path).run([other])
    assert again.content != made.content


def test_a_damaged_copy_is_never_handed_out(tmp_path: Path) -> None:
    (made,) = a_press(tmp_path).run([job()])
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    assert list(a_press(tmp_path).run([job()])) == [made]


def test_many_jobs_are_shared_among_processes_and_come_back_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "BATCH", 4)
    jobs = [job(GOOD + f"Number {number}.", f"{number}.md") for number in range(6)]
    for number, made in enumerate(a_press(tmp_path).run(jobs)):
        assert f"Number {number}." in pypdf.PdfReader(io.BytesIO(made.content)).pages[0].extract_text()


def test_the_checker_finds_a_fault(tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(plain)
    assert page.validate_pdf(plain, profile="ua1").failures
