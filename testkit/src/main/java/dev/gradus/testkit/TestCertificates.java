package dev.gradus.testkit;

import dev.gradus.provision.CertificateAuthority;
import dev.gradus.provision.IssuedCertificate;
import dev.gradus.provision.ServerCertificateRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Certificates for a server on the loopback address, one that a client accepts and some that it must not, each wrong in
 * one thing alone. Immutable.
 */
public final class TestCertificates {

    private final CertificateAuthority authority;
    private final CertificateAuthority otherAuthority;
    private final Instant now;

    private TestCertificates(CertificateAuthority authority, CertificateAuthority otherAuthority, Instant now) {
        this.authority = authority;
        this.otherAuthority = otherAuthority;
        this.now = now;
    }

    /**
     * Makes two authorities with new keys. Both have the same name, so that a client can tell them by the key alone.
     *
     * @return the certificates
     */
    public static TestCertificates create() {
        String name = "Gradus test CA";
        return new TestCertificates(
                CertificateAuthority.create(name),
                CertificateAuthority.create(name),
                Clock.systemUTC().instant());
    }

    /**
     * The authority that a client trusts.
     *
     * @return the authority
     */
    public CertificateAuthority authority() {
        return authority;
    }

    /**
     * The authority that a client does not trust.
     *
     * @return the authority
     */
    public CertificateAuthority otherAuthority() {
        return otherAuthority;
    }

    /**
     * A certificate that is right: for {@code localhost}, 127.0.0.1 and ::1, valid now.
     *
     * @return a new certificate
     */
    public IssuedCertificate good() {
        return authority.issueServer(loopback());
    }

    /**
     * A certificate with the right names that ended yesterday.
     *
     * @return a new certificate
     */
    public IssuedCertificate expired() {
        return authority.issueServer(
                loopback().validBetween(now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(1))));
    }

    /**
     * A certificate with the right names that starts tomorrow.
     *
     * @return a new certificate
     */
    public IssuedCertificate notYetValid() {
        return authority.issueServer(
                loopback().validBetween(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(30))));
    }

    /**
     * A certificate that is valid now, for {@code elsewhere.example} alone.
     *
     * @return a new certificate
     */
    public IssuedCertificate wrongName() {
        return authority.issueServer(ServerCertificateRequest.forNames("elsewhere.example"));
    }

    /**
     * A certificate with the right names, valid now, of the authority that a client does not trust.
     *
     * @return a new certificate
     */
    public IssuedCertificate fromOtherAuthority() {
        return otherAuthority.issueServer(loopback());
    }

    private static ServerCertificateRequest loopback() {
        return ServerCertificateRequest.forNames("localhost", "127.0.0.1", "::1");
    }
}
