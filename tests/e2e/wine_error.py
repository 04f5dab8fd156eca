"""Call the bridge as Excel does, with true error values in the arguments: VT_ERROR, by ctypes.

Neither VBScript nor pywin32 can send one. ``wine_error.py FUNCTION`` makes two calls, with an
error value as a cell and in a range of an error value and a code, and prints the answers.
"""

import ctypes as c
import sys

PROG_ID, DISPATCH = "RegSO.Brygga", "{00020400-0000-0000-C000-000000000046}"
BSTR, ERROR, VARIANTS = 8, 10, 0x2000 | 12
NOT_AVAILABLE = 0x800A07FA
LOCAL_SERVER, METHOD = 4, 1


class Variant(c.Structure):
    """VARIANT."""

    _fields_ = (
        ("kind", c.c_ushort), ("_", c.c_ushort * 3), ("value", c.c_void_p), ("more", c.c_void_p),
    )  # fmt: skip


class Parameters(c.Structure):
    """DISPPARAMS."""

    _fields_ = (
        ("args", c.POINTER(Variant)), ("named", c.c_void_p), ("count", c.c_uint), ("n", c.c_uint),
    )  # fmt: skip


class Bound(c.Structure):
    """SAFEARRAYBOUND."""

    _fields_ = (("count", c.c_uint), ("first", c.c_int))


ole, automation = c.oledll.ole32, c.oledll.oleaut32
new_text, new_array = c.windll.oleaut32.SysAllocString, c.windll.oleaut32.SafeArrayCreate
new_text.restype = new_array.restype = c.c_void_p


def text(value):
    """Return a VARIANT with a text."""
    return Variant(BSTR, value=new_text(c.c_wchar_p(value)))


def array(shape, *cells):
    """Return a VARIANT with an array of one column."""
    bounds = (Bound * len(shape))(*[Bound(n, 0) for n in shape])
    made = new_array(12, len(shape), bounds)
    for i, cell in enumerate(cells):
        place = (c.c_int * len(shape))(i, *[0] * (len(shape) - 1))
        automation.SafeArrayPutElement(c.c_void_p(made), place, c.byref(cell))
    return Variant(VARIANTS, value=made)


def method(pointer, index, *kinds):
    """Return a method of an interface by its place in the table."""
    table = c.cast(pointer, c.POINTER(c.POINTER(c.c_void_p)))[0]
    return c.WINFUNCTYPE(c.HRESULT, c.c_void_p, *kinds)(table[index])


def server():
    """Return a pointer to the bridge, and the number of its method."""
    ole.CoInitialize(None)
    classid, interface, pointer = (c.c_byte * 16)(), (c.c_byte * 16)(), c.c_void_p()
    ole.CLSIDFromProgID(c.c_wchar_p(PROG_ID), classid)
    ole.IIDFromString(c.c_wchar_p(DISPATCH), interface)
    ole.CoCreateInstance(classid, None, LOCAL_SERVER, interface, c.byref(pointer))
    nothing, names, number = (c.c_byte * 16)(), (c.c_wchar_p * 1)("CallUDF"), c.c_int()
    ids = method(pointer, 5, c.c_void_p, c.c_void_p, c.c_uint, c.c_uint, c.c_void_p)
    ids(pointer, nothing, names, 1, 0, c.byref(number))
    return pointer, number.value


def call(pointer, number, *args):
    """Return the texts in the first column of the answer."""
    nothing, answer = (c.c_byte * 16)(), Variant()
    given = (Variant * len(args))(*reversed(args))
    kinds = (c.c_int, c.c_void_p, c.c_uint, c.c_ushort, *[c.c_void_p] * 4)
    parameters = Parameters(given, None, len(args), 0)
    method(pointer, 6, *kinds)(
        pointer, number, nothing, 0, METHOD, c.byref(parameters), c.byref(answer), None, None
    )
    last, texts = c.c_int(), []
    automation.SafeArrayGetUBound(c.c_void_p(answer.value), 1, c.byref(last))
    for i in range(last.value + 1):
        cell = Variant()
        place = (c.c_int * 2)(i, 0)
        automation.SafeArrayGetElement(c.c_void_p(answer.value), place, c.byref(cell))
        texts.append(c.wstring_at(cell.value))
    return texts


def main():
    """Make the two calls."""
    bridge = server()
    error = Variant(ERROR, value=NOT_AVAILABLE)
    for codes in (error, array((2, 1), error, text("9901"))):
        args = array((2,), codes, Variant())
        print(call(*bridge, text("regso_udf"), text(sys.argv[1]), args))  # noqa: T201 - the answer
    method(bridge[0], 2)(bridge[0])  # Release


if __name__ == "__main__":
    main()
