package dev.gradus.provision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Text armour for certificates, lists of revoked ones and keys (RFC 7468). In bytes, not strings, so that a key's can be wiped. */
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    static byte[] certificates(List<X509Certificate> certificates) {
        byte[] all = new byte[0];
        for (X509Certificate certificate : certificates) {
            byte[] one = armour("CERTIFICATE", encoded(certificate));
            byte[] longer = Arrays.copyOf(all, all.length + one.length);
            System.arraycopy(one, 0, longer, all.length, one.length);
            all = longer;
        }
        return all;
    }

    static byte[] privateKey(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        try {
            return armour("PRIVATE KEY", encoded);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    static byte[] revocations(byte[] der) {
        return armour("X509 CRL", der);
    }

    /** The caller wipes what it gets. */
    static byte[] decodePrivateKey(byte[] text) {
        byte[] begin = line("-----BEGIN PRIVATE KEY-----");
        byte[] end = line("-----END PRIVATE KEY-----");
        int last = text.length - end.length;
        if (last < begin.length
                || !Arrays.equals(text, 0, begin.length, begin, 0, begin.length)
                || !Arrays.equals(text, last, text.length, end, 0, end.length)) {
            throw new IllegalArgumentException("a private key in PEM has other first and last lines");
        }
        byte[] body = Arrays.copyOfRange(text, begin.length, last);
        try {
            return Base64.getMimeDecoder().decode(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was just made has no encoding", e);
        }
    }

    private static byte[] armour(String label, byte[] der) {
        byte[] body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(der);
        byte[] begin = line("-----BEGIN " + label + "-----");
        byte[] end = line("\n-----END " + label + "-----");
        byte[] armoured = ByteBuffer.allocate(begin.length + body.length + end.length)
                .put(begin)
                .put(body)
                .put(end)
                .array();
        Arrays.fill(body, (byte) 0);
        return armoured;
    }
}
