"""An FTP server with explicit TLS (RFC 4217) on loopback, as strict as those of the wires.

Nobody has one in a wheel. It knows what a reader of one folder asks, and takes a transfer only
within the session of its control connection, as vsftpd and ProFTPD do.
"""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder: Path, name: str, *, days: int = 30) -> Path:
    """Write a certificate that signs itself, for an address, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wire.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@dataclass
class FtpsServer:
    """Serves one folder to one user; every word but AUTH waits for TLS."""

    folder: Path
    certificate: Path
    says_goodbye: bool = True
    """Whether a transfer ends as TLS would have it."""
    heard: list[str] = field(default_factory=list)
    reused: list[bool] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> Self:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.certificate)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _accept(self) -> None:
        while True:
            try:
                guest, _ = self._listening.accept()
            except OSError:
                return
            guest.settimeout(10)
            with suppress(OSError), guest:
                self._serve(guest)

    def _serve(self, guest: socket.socket) -> None:
        guest.sendall(b"220 ready\r\n")
        if self._line(guest) != "AUTH TLS":
            guest.sendall(b"530 TLS first\r\n")
            return
        guest.sendall(b"234 go on\r\n")
        with self._context.wrap_socket(guest, server_side=True) as secured:
            passive: socket.socket | None = None
            try:
                while command := self._line(secured):
                    word, _, rest = command.partition(" ")
                    if word in ("PASV", "EPSV"):
                        passive = socket.create_server(("127.0.0.1", 0))
                        passive.settimeout(10)
                        secured.sendall(self._where(word, passive.getsockname()[1]))
                    elif word in ("MLSD", "RETR") and passive is not None:
                        secured.sendall(b"150 here it comes\r\n")
                        is_whole = self._send(passive, word, rest)
                        secured.sendall(b"226 done\r\n" if is_whole else b"522 reuse it\r\n")
                        passive.close()
                        passive = None
                    else:
                        secured.sendall(_ANSWERS.get(word, b"500 what?\r\n"))
            finally:
                if passive is not None:
                    passive.close()

    def _send(self, passive: socket.socket, word: str, rest: str) -> bool:
        data, _ = passive.accept()
        with self._context.wrap_socket(data, server_side=True) as secured:
            self.reused.append(bool(secured.session_reused))
            if not secured.session_reused:
                return False
            if word == "MLSD":
                secured.sendall(
                    "".join(
                        f"type=file;size={path.stat().st_size};modify=20261123080000; "
                        f"{path.name}\r\n"
                        for path in sorted(self.folder.glob("*.txt"))
                    ).encode()
                )
            else:
                secured.sendall((self.folder / rest).read_bytes())
            if self.says_goodbye:
                with suppress(OSError):
                    secured.unwrap()
        return True

    def _where(self, word: str, port: int) -> bytes:
        if word == "EPSV":
            return f"229 there (|||{port}|)\r\n".encode()
        return f"227 there (127,0,0,1,{port >> 8},{port & 255})\r\n".encode()

    def _line(self, guest: socket.socket) -> str:
        line = b""
        while not line.endswith(b"\n"):
            sign = guest.recv(1)
            if not sign:
                return ""
            line += sign
        said = line.decode().strip()
        self.heard.append(said.split(" ")[0])
        return said


_ANSWERS = {
    "USER": b"331 who?\r\n",
    "PASS": b"230 welcome\r\n",
    "PBSZ": b"200 ok\r\n",
    "PROT": b"200 ok\r\n",
    "TYPE": b"200 ok\r\n",
    "CWD": b"250 ok\r\n",
}
