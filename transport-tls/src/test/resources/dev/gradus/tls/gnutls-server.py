"""A server of GnuTLS on 127.0.0.1 and a free port, for what other servers don't speak: RC4, 3DES, signatures with SHA-1,
and TLS 1.2 without extended master secret or secure renegotiation. gnutls-serv would listen on all addresses.

Usage: gnutls-server.py PRIORITIES CHAIN.pem KEY.pem

Says where it listens, and for each connection how the handshake ended; sends back what it gets.
"""

import ctypes
import socket
import sys

SERVER = 1
CERTIFICATES = 1
PEM = 1

gnutls = ctypes.CDLL("libgnutls.so.30")
gnutls.gnutls_strerror.restype = ctypes.c_char_p
gnutls.gnutls_record_recv.restype = ctypes.c_ssize_t


def checked(result, what):
    if result < 0:
        raise SystemExit("%s: %s" % (what, gnutls.gnutls_strerror(result).decode()))


def serve(connection, priorities, credentials):
    session = ctypes.c_void_p()
    checked(gnutls.gnutls_init(ctypes.byref(session), SERVER), "init")
    place = ctypes.c_char_p()
    checked(gnutls.gnutls_priority_set_direct(session, priorities.encode(), ctypes.byref(place)), "priorities")
    checked(gnutls.gnutls_credentials_set(session, CERTIFICATES, credentials), "credentials")
    gnutls.gnutls_transport_set_int2(session, connection.fileno(), connection.fileno())
    result = gnutls.gnutls_handshake(session)
    print("handshake:", gnutls.gnutls_strerror(result).decode(), flush=True)
    buffer = ctypes.create_string_buffer(4096)
    while result >= 0:
        size = gnutls.gnutls_record_recv(session, buffer, ctypes.c_size_t(len(buffer)))
        if size <= 0:
            break
        gnutls.gnutls_record_send(session, buffer, ctypes.c_size_t(size))
    if result < 0:
        gnutls.gnutls_alert_send_appropriate(session, result)
    gnutls.gnutls_deinit(session)


def main(priorities, chain, key):
    credentials = ctypes.c_void_p()
    checked(gnutls.gnutls_certificate_allocate_credentials(ctypes.byref(credentials)), "credentials")
    checked(
        gnutls.gnutls_certificate_set_x509_key_file(credentials, chain.encode(), key.encode(), PEM), "certificate"
    )
    listening = socket.create_server(("127.0.0.1", 0))
    print("ACCEPT 127.0.0.1:%d" % listening.getsockname()[1], flush=True)
    while True:
        connection, _ = listening.accept()
        with connection:
            serve(connection, priorities, credentials)


main(*sys.argv[1:])
