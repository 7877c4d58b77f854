"""Content credentials (C2PA) for test pictures, signed here by a camera that is nobody's."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import cache
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shared import clock

ISSUER = "Example Wire"
CAPTURED = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
_MANIFEST = {
    "claim_generator_info": [{"name": "Example Camera", "version": "1.0"}],
    "title": "Ferry",
    "assertions": [
        {
            "label": "c2pa.actions",
            "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": CAPTURED}]},
        }
    ],
}


def signed(picture: bytes, media_type: str) -> bytes:
    """Give a picture with a manifest that holds."""
    made = io.BytesIO()
    with c2pa.Builder({**_MANIFEST, "format": media_type}) as builder:
        builder.sign(_signer(), media_type, io.BytesIO(picture), made)
    return made.getvalue()


@cache
def _signer() -> Any:
    root, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    chain = (_certificate("Camera", leaf, root), _certificate("Root", root, root))
    pem = serialization.Encoding.PEM
    return c2pa.Signer.from_info(
        c2pa.C2paSignerInfo(
            alg=b"es256",
            sign_cert=b"".join(each.public_bytes(pem) for each in chain),
            private_key=leaf.private_bytes(
                pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
            ta_url=None,
        )
    )


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, root: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    is_root = key is root
    use = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named("Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, **use
            ),
            critical=True,
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()),
            critical=False,
        )
    )
    if not is_root:
        made = made.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
    return made.sign(root, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ISSUER),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
