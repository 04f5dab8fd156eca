"""A server on this computer that notes who calls it, and workbooks that would make one call."""

import http.server
import io
import socketserver
import threading
from contextlib import contextmanager

from PIL import Image
from render_helpers import changed, part, template

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


@contextmanager
def listening():
    """Give the address of a server, and the list of what it is asked for."""
    calls = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            calls.append(f"{self.command} {self.path}")
            self.send_response(404)
            self.end_headers()

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = do_POST = answer  # noqa: N815 - its names

        def log_message(self, *_):
            pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", calls
        finally:
            server.shutdown()
            thread.join()


def with_picture(build=None):
    """Return a template with a picture on its report, which has a drawing then."""

    def whole(book, start, indata, rapport, text):
        image = io.BytesIO()
        Image.new("RGB", (20, 20), "red").save(image, "PNG")
        rapport.insert_image("C3", "bild.png", {"image_data": image})
        rapport.write("A1", "Skrivs ut")
        if build is not None:
            build(book, start, indata, rapport, text)

    return template(whole)


def related(workbook, of, kind, target, key="rIdUT"):
    """Return a workbook in which a part has one more relation, to something outside."""
    folder, _, name = of.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    new = (
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )
    return changed(workbook, {relations: ("</Relationships>", new)})


def linked_picture(address):
    """Return a picture whose pixels are elsewhere."""
    book = with_picture()
    drawing = part(book, "xl/drawings/drawing1.xml")
    embedded = drawing[drawing.index("r:embed=") :].split('"')[1]
    edit = (f'r:embed="{embedded}"', 'r:link="rIdUT"')
    book = changed(book, {"xl/drawings/drawing1.xml": edit})
    return related(book, "xl/drawings/drawing1.xml", "image", f"{address}/linked.png")


def picture_with_a_link(address):
    """Return a picture that is there, and says where it came from."""
    book = with_picture()
    edit = ("r:embed=", 'r:link="rIdUT" r:embed=')
    book = changed(book, {"xl/drawings/drawing1.xml": edit})
    return related(book, "xl/drawings/drawing1.xml", "image", f"{address}/linked.png")


def background(address):
    """Return a sheet whose background is elsewhere."""
    book = with_picture()
    edit = ("</worksheet>", '<picture r:id="rIdUT"/></worksheet>')
    book = changed(book, {"xl/worksheets/sheet3.xml": edit})
    return related(book, "xl/worksheets/sheet3.xml", "image", f"{address}/background.png")


def vector_picture(address):
    """Return a picture in words (SVG) that has another picture in it."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="9" height="9"><image width="9" height="9" xlink:href="{address}/a.png"/></svg>'
    )
    types = ("</Types>", '<Default Extension="svg" ContentType="image/svg+xml"/></Types>')
    book = changed(with_picture(), {"xl/media/image1.svg": svg, "[Content_Types].xml": types})
    relations = "xl/drawings/_rels/drawing1.xml.rels"
    return changed(book, {relations: ("image1.png", "image1.svg")})


def other_workbook(address):
    """Return a formula and a name that read a workbook elsewhere."""
    link = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<externalBook xmlns:r="{RELATIONS}" r:id="rId1"><sheetNames><sheetName val="Blad1"/>'
        "</sheetNames></externalBook></externalLink>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/externalLinkPath" '
        f'Target="{address}/bok.xlsx" TargetMode="External"/></Relationships>'
    )

    def build(book, start, indata, rapport, text):
        book.define_name("UTE", "=[1]Blad1!$A$1")
        rapport.write_formula("A5", "=[1]Blad1!$A$1", None, 7)
        rapport.conditional_format(
            "A6", {"type": "formula", "criteria": "=[1]Blad1!$A$1>1",
                   "format": book.add_format({"bold": True})},
        )  # fmt: skip
        rapport.write("A6", 3)

    book = with_picture(build)
    name = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    override = f'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="{name}"/>'
    related_to = (
        f'<Relationship Id="rIdUT" Type="{RELATIONS}/externalLink" '
        'Target="externalLinks/externalLink1.xml"/></Relationships>'
    )
    references = '</sheets><externalReferences><externalReference r:id="rIdUT"/>'
    return changed(book, {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations,
        "xl/_rels/workbook.xml.rels": ("</Relationships>", related_to),
        "[Content_Types].xml": ("</Types>", f"{override}</Types>"),
        "xl/workbook.xml": ("</sheets>", f"{references}</externalReferences>"),
    })  # fmt: skip


def web_formulas(address):
    """Return formulas that ask the web: in cells, a name, a format and a validation."""
    ask = f'_xlfn.WEBSERVICE("{address}/fraga")'

    def build(book, start, indata, rapport, text):
        book.define_name("FRAGA", f"={ask}")
        rapport.write_formula("A5", f"={ask}", None, "svar")
        rapport.write_formula("A6", f'=IF(LEN(FRAGA)>0,{ask},"")', None, "svar")
        for cell, rule in (("A5", f"=LEN({ask})>0"), ("A6", "=LEN(FRAGA)>0")):
            look = book.add_format({"bold": True})
            rapport.conditional_format(cell, {"type": "formula", "criteria": rule, "format": look})
        rapport.data_validation("A7", {"validate": "custom", "value": f"=LEN({ask})>0"})
        rapport.write_url("A8", f"{address}/hyperlink", string="En länk")

    return with_picture(build)


def embedded_object(address):
    """Return an object that is a file elsewhere."""
    book = with_picture()
    tag = (
        '<oleObjects><oleObject progId="Excel.Sheet.12" link="Blad1" oleUpdate="OLEUPDATE_ALWAYS" '
        'shapeId="1025" r:id="rIdUT"/></oleObjects></worksheet>'
    )
    book = changed(book, {"xl/worksheets/sheet3.xml": ("</worksheet>", tag)})
    return related(book, "xl/worksheets/sheet3.xml", "oleObject", f"{address}/objekt.xlsx")


def chart_elsewhere(address):
    """Return a chart that reads a workbook elsewhere."""

    def build(book, start, indata, rapport, text):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Start!$B$2:$B$2"})
        rapport.insert_chart("E2", chart)

    book = with_picture(build)
    edit = ("Start!$B$2:$B$2", "[1]Blad1!$A$1:$A$3")
    data = ("</c:chartSpace>", '<c:externalData r:id="rIdUT"/></c:chartSpace>')
    book = changed(book, {"xl/charts/chart1.xml": edit})
    book = changed(book, {"xl/charts/chart1.xml": data})
    empty = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        "</Relationships>"
    )
    book = changed(book, {"xl/charts/_rels/chart1.xml.rels": empty})
    return related(book, "xl/charts/chart1.xml", "oleObject", f"{address}/diagram.xlsx")


LINKED = (
    linked_picture,
    picture_with_a_link,
    background,
    vector_picture,
    other_workbook,
    web_formulas,
    embedded_object,
    chart_elsewhere,
)
