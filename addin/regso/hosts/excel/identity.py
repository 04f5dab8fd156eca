"""What the add-in and the bridge must agree on."""

PROG_ID = "RegSO.Brygga"
CLSID = "{6E0B6A3C-5B6D-4E0C-9F0B-9A3C5D2B7E41}"
ADAPTER = "regso_udf"  # module name that CallUDF is given
ADD_IN = "regso.xlam"
