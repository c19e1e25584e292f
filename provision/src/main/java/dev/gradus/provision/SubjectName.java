package dev.gradus.provision;

import org.bouncycastle.asn1.x509.GeneralName;

/**
 * One name of a server, of the kind under which clients look for it (RFC 6125 §1.8, RFC 5280 §4.2.1.6). Immutable.
 *
 * @param text the name as it is written
 * @param address whether the name is an IP address, which only an entry of that kind can match
 */
record SubjectName(String text, boolean address) {

    GeneralName toGeneralName() {
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, text);
    }
}
