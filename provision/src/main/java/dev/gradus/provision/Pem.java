package dev.gradus.provision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Text armour for certificates and keys (RFC 7468). In bytes, not strings, so that a key's can be wiped. */
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

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was just made has no encoding", e);
        }
    }

    private static byte[] armour(String label, byte[] der) {
        byte[] body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(der);
        byte[] begin = ("-----BEGIN " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = ("\n-----END " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
        byte[] armoured = ByteBuffer.allocate(begin.length + body.length + end.length)
                .put(begin)
                .put(body)
                .put(end)
                .array();
        Arrays.fill(body, (byte) 0);
        return armoured;
    }
}
