"""A new version laid over the old one on the server, while a workbook is open."""

import shutil

import browser as drive

import own_data

VERSION = [["REGSO_VERSION", []]]


def test_an_open_workbook_goes_on_and_the_next_time_it_has_the_new(chromium, folder, tmp_path):
    """Python is ended in between, so that the old version's files are asked for again."""
    shutil.copytree(folder, tmp_path / "webb")
    served = drive.Server(tmp_path / "webb")
    served.pages["regso/excel.html"] = drive.beside_excel(tmp_path / "webb")
    address = f"{served.address}/regso/excel.html"
    page = chromium.open(
        address, scripts=[drive.FAKE_HOST, drive.FAKE_WORKBOOK], locale="sv-SE"
    ).ready()
    try:
        before = page.recalculate(VERSION, 1)
        drive.build(tmp_path / "webb", "--data", own_data.store(tmp_path / "data"))
        served.pages["regso/excel.html"] = drive.beside_excel(tmp_path / "webb")
        page("endWorkers")
        assert page.recalculate(VERSION, 1) == before
        for _ in range(3):  # the service worker of the old version answers the first time
            page("goto", url=address)
            page.ready()
            if (found := page.recalculate(VERSION, 1)) != before:
                break
        assert found != before
        [answer] = found
        assert "påhittade" not in answer["value"][0][0]
    finally:
        page("close")
        served.close()
