"""PKCS #7 / CMS envelopes (RFC 5652): what is signed is unwrapped, what is encrypted is told.

Signatures are not verified: the mail program or gateway that received the mail has done so.
"""

import binascii
import re
import zlib

from asn1crypto import cms

from schemas.errors import DamagedDocument, EncryptedDocument, MoreThanIsRead

#: A compressed envelope that unpacks to more is a bomb.
MAX_UNPACKED_BYTES = 100_000_000
_ENCRYPTED = ("enveloped_data", "encrypted_data", "authenticated_enveloped_data",
              "signed_and_enveloped_data")  # fmt: skip
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_ARMOUR = re.compile(rb"-----[^-\n]+-----")


def unwrap_envelope(data: bytes) -> bytes:
    """What a signed or compressed envelope holds, itself perhaps another envelope.

    Raises:
        EncryptedDocument: it is encrypted.
        DamagedDocument: it is no such envelope, cut off, or holds nothing.
        MoreThanIsRead: it unpacks to more than any mail has.
    """
    try:
        envelope = cms.ContentInfo.load(_to_der(data))
        kind = envelope["content_type"].native
        if kind in _ENCRYPTED:
            raise EncryptedDocument("The content is encrypted.")
        if kind not in ("signed_data", "compressed_data"):
            raise DamagedDocument("The signed envelope holds nothing that can be read.")
        content = envelope["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise DamagedDocument("The signed envelope is damaged.") from error
    if not isinstance(content, bytes) or not content:
        raise DamagedDocument("The signed envelope is empty.")
    return _inflate(content) if kind == "compressed_data" else content


def _to_der(data: bytes) -> bytes:
    """Bytes as they are, or decoded where they stand as base64, as some programs leave them."""
    text = _ARMOUR.sub(b"", data).strip()
    if data[:1] == b"0" or not _BASE64.fullmatch(text):
        return data
    try:
        return binascii.a2b_base64(text)
    except binascii.Error:
        return data


def _inflate(content: bytes) -> bytes:
    machine = zlib.decompressobj()
    try:
        unpacked = machine.decompress(content, MAX_UNPACKED_BYTES)
    except zlib.error as error:
        raise DamagedDocument("The compressed envelope is damaged.") from error
    if machine.unconsumed_tail:
        raise MoreThanIsRead("The compressed envelope unpacks to more than is read.")
    return unpacked
