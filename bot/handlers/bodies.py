"""Bodies of requests, read no further than anybody sends in earnest."""

from starlette.requests import ClientDisconnect, Request


async def body_of(request: Request, *, longest: int) -> bytes | None:
    """The body; None as soon as it is longer than that, or whoever sends it goes before its end."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and len(declared) > len(str(longest)):
        return None
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > longest:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
