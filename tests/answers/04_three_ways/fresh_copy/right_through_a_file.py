import tempfile
from pathlib import Path


def fresh_copy(model):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.keras"
        model.save(path)
        return keras.saving.load_model(path)
