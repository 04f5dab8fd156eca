"""regso.xlam says what the registry says, and is a package that Excel can read."""

import io
import re
import zipfile
from contextlib import closing
from importlib.resources import files

import click
import pytest
from click.testing import CliRunner
from lxml import etree

from books import book_of
from regso import __version__
from regso.cli import cli
from regso.functions import REGISTRY
from regso.functions.arguments.kinds import Codes, Year
from regso.functions.registry import Arg, Entry
from regso.hosts.excel import identity, ribbon, vba
from regso.hosts.excel.build import add_in

ENTRIES = list(REGISTRY.values())
STATIC = files("regso.hosts.excel").joinpath("static")
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MOST_IN_A_LINE, MOST_CONTINUED, MOST_HELP = 1023, 24, 255

by_name = pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)


@pytest.fixture(scope="module")
def package():
    with zipfile.ZipFile(io.BytesIO(add_in())) as opened:
        yield opened


@pytest.fixture(scope="module")
def sources():
    """The VBA of the add-in, by module; that oletools reads back the same is tested below."""
    return {module.name: module.text().decode("cp1252") for module in vba.modules(ENTRIES)}


# -- the package --------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_same_registry_gives_the_same_bytes():
    assert add_in() == add_in()


def test_the_package_is_an_add_in_with_a_project_and_a_ribbon(package):
    types = package.read("[Content_Types].xml").decode()
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types
    assert "application/vnd.ms-excel.sheet.macroEnabled.main+xml" not in types
    assert "application/vnd.ms-office.vbaProject" in types
    assert 'Extension="xml" ContentType="application/xml"' in types


def test_every_relationship_leads_to_a_part(package):
    names = set(package.namelist())
    for part, folder in (("_rels/.rels", ""), ("xl/_rels/workbook.xml.rels", "xl/")):
        links = etree.fromstring(package.read(part)).findall(RELATIONSHIP)
        assert {folder + link.get("Target") for link in links} <= names
        assert len({link.get("Id") for link in links}) == len(links)
    links = etree.fromstring(package.read("_rels/.rels")).findall(RELATIONSHIP)
    [link] = [one for one in links if one.get("Target") == "customUI/customUI14.xml"]
    assert link.get("Type") == (
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    )


def test_the_workbook_of_the_package_can_be_read(package):
    """openpyxl reads no add-ins, so it is told that this is a workbook with macros."""
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as made:
        for name in package.namelist():
            made.writestr(name, package.read(name).replace(b"ms-excel.addin.", b"ms-excel.sheet."))
    book = book_of(changed.getvalue())
    assert book.sheetnames == [vba.SHEET]
    assert book.properties.title == "RegSO för Excel"


def test_nothing_in_the_package_has_a_time_of_its_own(package):
    assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"1980-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_the_modules_of_the_documents_have_the_names_that_the_workbook_gives_them(package, sources):
    assert f'codeName="{vba.WORKBOOK}"' in package.read("xl/workbook.xml").decode()
    assert f'codeName="{vba.SHEET}"' in package.read("xl/worksheets/sheet1.xml").decode()
    assert {vba.WORKBOOK, vba.SHEET} <= set(sources)


# -- the VBA ------------------------------------------------------------------------------------


def test_oletools_reads_back_every_module_as_it_was_written(sources):
    olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")
    with closing(olevba.VBA_Parser("regso.xlam", data=add_in())) as parser:
        found = {name.rpartition(".")[0]: code for *_, name, code in parser.extract_macros()}
    assert {name: code.splitlines() for name, code in found.items()} == {
        name: code.splitlines() for name, code in sources.items()
    }


def test_every_function_of_the_registry_is_there_once(sources):
    found = re.findall(r"^Public Function (REGSO_\w+)\(", sources["RegsoFunctions"], re.MULTILINE)
    assert found == list(REGISTRY)


@by_name
def test_a_function_takes_and_gives_on_every_argument(entry, sources):
    body = function_of(sources["RegsoFunctions"], entry.name)
    head = body.splitlines()[0]
    taken = re.findall(r"(Optional )?ByVal (\w+) As Variant", head)
    assert taken == [("Optional " if arg.optional else "", arg.name) for arg in entry.args]
    given = ", ".join(arg.name for arg in entry.args)
    assert f'{entry.name} = RegsoAnswer("{entry.name}", Array({given}))' in body
    for arg in entry.args:
        assert f"If IsMissing({arg.name}) Then {arg.name} = Empty" in body
    assert ("Application.Volatile" in body) == entry.volatile


def test_no_argument_is_called_what_vba_keeps_for_itself():
    """The keywords of MS-VBAL 3.3.5.2, but for its markers of types and its future ones."""
    words = """
        abs and any array as boolean byref byte byval call case cbool cbyte cdate cdbl close const
        csng cstr currency date debug declare dim do double each else elseif empty end enum eqv
        erase error event exit false fix for friend function get global gosub goto if imp
        implements in input int integer is let like lock long loop lset me mod new next not
        nothing null on open option optional or paramarray preserve print private property public
        put raiseevent redim rem resume return rset scale seek select set sgn shared single spc
        static stop string sub tab then to true type typeof unlock until variant wend while with
        withevents write xor
    """
    assert {arg.name for entry in ENTRIES for arg in entry.args}.isdisjoint(words.split())


def test_an_optional_argument_is_not_followed_by_a_required_one():
    """VBA has no such thing."""
    for entry in ENTRIES:
        optional = [arg.optional for arg in entry.args]
        assert optional == sorted(optional)


@by_name
def test_the_help_of_a_function_and_its_arguments_is_the_registry_s(entry, sources):
    """But for its quotation marks and its minus sign."""
    described = f'If Not RegsoDescribeOne("{entry.name}", {shown(entry.doc)}, Array('
    _, _, rest = sources["RegsoAbout"].partition(described)
    texts, _, _ = rest.partition(")) Then Exit Function")
    assert [line.strip(" _,") for line in texts.split("\r\n") if line.strip(" _,")] == [
        shown(arg.doc) for arg in entry.args
    ]
    assert (
        f"Attribute {entry.name}.VB_Description = {shown(entry.doc)}" in sources["RegsoFunctions"]
    )


def shown(text):
    return '"' + re.sub('"(.*?)"', "”\\1”", text).replace("−", "–") + '"'


def function_of(source, name):
    return re.search(rf"Public Function {name}\(.*?End Function", source, re.DOTALL)[0]


def test_help_that_excel_would_cut_is_refused():
    long = Arg("kod", "x" * (MOST_HELP + 1), False, None, None)
    entry = Entry("REGSO_X", "x", "Gör något.", (long,), "value", False, "", print)
    with pytest.raises(ValueError, match="255"):
        vba.about([entry])


def test_quotation_marks_in_help_are_those_of_swedish():
    """Straight ones would be doubled in VBA, and olevba takes what is within for hidden code."""
    arg = Arg("typ", 'typ 1–5 eller "alla"', True, Codes, Year)
    entry = Entry("REGSO_X", "x", "Skillnad (n − 1).", (arg,), "value", False, "", print)
    assert '"typ 1–5 eller ”alla”"' in vba.about([entry])
    assert '"Skillnad (n – 1)."' in vba.about([entry])


def test_no_line_is_longer_than_vba_allows(sources):
    for code in sources.values():
        lines = code.splitlines()
        assert max(map(len, lines)) <= MOST_IN_A_LINE
        continued = "".join("c" if line.endswith(" _") else "." for line in lines)
        assert "c" * (MOST_CONTINUED + 1) not in continued


def test_blocks_of_the_vba_are_closed(sources):
    """LibreOffice compiles the modules in the test across programs; this needs nothing."""
    for code in sources.values():
        plain = "\n".join(line.partition("'")[0] for line in code.splitlines())
        for word in ("Function", "Sub"):
            begun = len(re.findall(rf"^(?:Public |Private )?{word} ", plain, re.MULTILINE))
            assert begun == len(re.findall(rf"^End {word}$", plain, re.MULTILINE))


def test_the_add_in_asks_the_bridge_by_its_name_and_the_adapter_by_its(sources):
    assert f'RegsoProgId As String = "{identity.PROG_ID}"' in sources["RegsoAbout"]
    assert f'RegsoAdapter As String = "{identity.ADAPTER}"' in sources["RegsoAbout"]
    assert f'RegsoAddInVersion As String = "{__version__}"' in sources["RegsoAbout"]
    made = [code for code in sources.values() if "CreateObject" in code]
    assert made == [sources[vba.SERVER]]


@pytest.mark.slow
def test_security_programs_find_no_more_in_it_than_must_be():
    """The bridge is an object; GUIDs look like hidden text; an argument is called system."""
    olevba = pytest.importorskip("oletools.olevba", reason="oletools is not installed")
    with closing(olevba.VBA_Parser("regso.xlam", data=add_in())) as parser:
        found = parser.analyze_macros()
    suspicious = {keyword for kind, keyword, _ in found if kind == "Suspicious"}
    assert suspicious == {"CreateObject", "Hex Strings", "system"}
    assert [keyword for kind, keyword, _ in found if kind == "AutoExec"] == ["Workbook_Open"]
    assert not [one for one in found if one[0] in ("IOC", "Base64 String", "Dridex String")]


def test_the_vba_sources_are_stored_as_windows_stores_them():
    """.gitattributes: Windows-1252, CR LF; read as UTF-8 an å would be two characters."""
    sources = [file for file in STATIC.iterdir() if file.name.endswith((".bas", ".cls"))]
    assert len(sources) == 13
    for file in sources:
        content = file.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n")
        assert "Ã" not in content.decode("cp1252")


# -- the ribbon ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tab(package):
    return etree.fromstring(package.read("customUI/customUI14.xml"))


def test_every_function_is_a_button_in_the_menu_of_its_family(tab):
    [menu] = [one for one in tab.iter(f"{UI}menu") if one.get("id") == "regsoInsert"]
    families = {}
    for entry in ENTRIES:
        families.setdefault(entry.family, []).append(entry.name)
    assert {
        sub.get("label"): [b.get("id") for b in sub]
        for sub in menu.iter(f"{UI}menu")
        if sub is not menu
    } == families
    for button in menu.iter(f"{UI}button"):
        entry = REGISTRY[button.get("id")]
        assert button.get("onAction") == "RegsoInsert"
        assert button.get("screentip") == entry.signature()
        assert button.get("supertip") == entry.doc


def test_every_button_has_a_procedure(tab, sources):
    wanted = {one.get("onAction") for one in tab.iter(f"{UI}button")}
    defined = re.findall(
        r"^Public Sub (\w+)\(ByVal control As Object\)", sources["RegsoRibbon"], re.MULTILINE
    )
    assert wanted == set(defined)


def test_the_tab_is_as_the_schema_of_office_has_it(tab):
    """Ids are unique; labels and tips have at most 1024 characters; a menu takes 1000 items."""
    ids = [one.get("id") for one in tab.iter() if one.get("id")]
    assert len(set(ids)) == len(ids)
    assert [etree.QName(one).localname for one in tab.iterancestors()] == []
    assert [etree.QName(one).localname for one in tab[0].iter()][:4] == [
        "ribbon",
        "tabs",
        "tab",
        "group",
    ]
    for one in tab.iter(etree.Element):
        for name in ("label", "screentip", "supertip"):
            assert len(one.get(name, "")) <= 1024
    for menu in tab.iter(f"{UI}menu"):
        assert 0 < len(menu.findall(f"{UI}*")) <= 1000


def test_a_text_of_the_registry_cannot_break_the_ribbon():
    entry = Entry("REGSO_X", 'A & B <"x">', 'Större < än & "mer".', (), "value", False, "", print)
    tree = etree.fromstring(ribbon.custom_ui([entry]).encode())
    [button] = [one for one in tree.iter(f"{UI}button") if one.get("id") == "REGSO_X"]
    assert button.get("supertip") == 'Större < än & "mer".'
    assert button.getparent().get("label") == 'A & B <"x">'


# -- the command --------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_writes_the_add_in(tmp_path):
    done = CliRunner().invoke(cli, ["excel", "build", "-o", str(tmp_path / "ny")])
    assert done.exit_code == 0
    assert (tmp_path / "ny" / identity.ADD_IN).read_bytes() == add_in()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "fil").touch()
    done = CliRunner().invoke(cli, ["excel", "build", "-o", str(tmp_path / "fil" / "mapp")])
    assert done.exit_code == 1
    assert "välj en annan mapp med -o" in done.output


_COMMAND = re.compile(r"\bregso ((?:[a-z]+ ?)+)")


def test_every_command_that_the_buttons_name_exists():
    """What a button tells the user to run can be run."""
    static = files("regso.hosts.excel").joinpath("static")
    texts = [path.read_bytes().decode("cp1252") for path in static.iterdir()]
    named = {tuple(found.split()) for text in texts for found in _COMMAND.findall(text)}
    assert {words[:2] for words in named} >= {("excel", "install"), ("excel", "doctor")}
    for words in named:
        command = cli
        for word in words:
            if not isinstance(command, click.Group):
                break
            command = command.get_command(click.Context(command), word)
            assert command is not None, words
