"""Methods that send files, and getFile."""

from bot.playground.cloud import Cloud
from bot.playground.files import File
from bot.playground.methods.reading import read_caption
from bot.playground.methods.sending import deliver
from bot.playground.parameters import Parameters
from bot.playground.pictures import image_size
from bot.playground.wire import Json, bad_request

MAX_DOWNLOAD = 20 * 2**20
MAX_UPLOAD = 50 * 2**20
MAX_PHOTO = 10 * 2**20


async def send_document(cloud: Cloud, parameters: Parameters) -> Json:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    caption = read_caption(parameters)
    file = _sent_file(cloud, parameters, "document", "documents")
    if file.size > MAX_UPLOAD:
        raise bad_request("file is too big")
    return deliver(cloud, chat, parameters, caption, media=document(file)).to_json()


async def send_photo(cloud: Cloud, parameters: Parameters) -> Json:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    caption = read_caption(parameters)
    file = _sent_file(cloud, parameters, "photo", "photos")
    if file.size > MAX_PHOTO:
        raise bad_request("file is too big")
    return deliver(cloud, chat, parameters, caption, media=photo(file)).to_json()


async def get_file(cloud: Cloud, parameters: Parameters) -> Json:
    if not parameters.has("file_id"):
        raise bad_request("file_id not specified")
    file = cloud.files.get(parameters.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return file.to_json() | {"file_path": file.path}


def document(file: File) -> Json:
    """The media fields of a message with this document."""
    described = {"file_name": file.name, "mime_type": file.content_type}
    return {"document": described | file.to_json()}


def photo(file: File) -> Json:
    """The media fields of a message with this photo, in two sizes as Telegram makes them."""
    size = image_size(file.data)
    if size is None or not all(size):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    scale = min(1.0, 90 / max(size))
    small = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    return {"photo": [file.to_json() | small, file.to_json() | {"width": width, "height": height}]}


def _sent_file(cloud: Cloud, parameters: Parameters, name: str, folder: str) -> File:
    upload = parameters.upload(name)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return cloud.files.add(upload.data, folder, upload.name, upload.content_type)
    reference = parameters.text(name)
    if not reference or reference.startswith("attach://"):
        raise bad_request(f"there is no {name} in the request")
    if reference.startswith(("http://", "https://")):
        raise bad_request("the playground does not fetch files by HTTP URL")
    known = cloud.files.get(reference)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


METHODS = {"sendDocument": send_document, "sendPhoto": send_photo, "getFile": get_file}
