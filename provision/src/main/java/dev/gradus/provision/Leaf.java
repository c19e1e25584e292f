package dev.gradus.provision;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What the certificate of a server or a client says. Immutable.
 *
 * @param commonName the subject's common name; empty for no subject at all
 * @param names its further names; none for a client
 * @param purpose what TLS may use it for (RFC 5280 §4.2.1.12)
 * @param validity when it is valid
 * @param key the kind of its key
 */
record Leaf(String commonName, List<SubjectName> names, KeyPurposeId purpose, Validity validity, KeyType key) {

    Leaf {
        names = List.copyOf(names);
    }

    Leaf with(Validity time) {
        return new Leaf(commonName, names, purpose, time, key);
    }

    Leaf with(KeyType type) {
        return new Leaf(commonName, names, purpose, validity, type);
    }
}
