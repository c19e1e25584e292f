package dev.gradus.tls;

import dev.gradus.client.BrokerAddress;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One handshake with one broker. For one thread. */
final class Handshake {

    /** Best first: RFC 8446 section B.4, and RFC 9325 section 4.2 with RFC 7905. All have ephemeral keys and AEAD. */
    private static final String[] SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final TlsContext context;
    private final TlsOptions options;
    private final BrokerAddress address;
    private final PeerName name;

    Handshake(TlsContext context, TlsOptions options, BrokerAddress address) {
        this.context = context;
        this.options = options;
        this.address = address;
        this.name = PeerName.of(options.verifyAs().orElse(address.host()));
    }

    SecuredSocket over(Socket connected) throws IOException {
        PlainSocket plain = new PlainSocket(connected, options.handshakeTimeout());
        SSLSocket tls = (SSLSocket)
                context.context().getSocketFactory().createSocket(plain, name.toString(), address.port(), true);
        tls.setSSLParameters(parameters());
        Handshakes.Notes notes = context.handshakes().begin(tls);
        HandshakeFailure failure =
                new HandshakeFailure(address, options, plain, notes, new ClientRefusal(context.client()));
        try {
            tls.startHandshake();
            plain.endHandshake();
        } catch (IOException e) {
            throw failure.explain(e);
        }
        return new SecuredSocket(tls, plain, new Unanswered(failure, notes.isAsked()));
    }

    private SSLParameters parameters() {
        Set<String> supported =
                Set.of(context.context().getSupportedSSLParameters().getCipherSuites());
        String[] suites = Arrays.stream(SUITES).filter(supported::contains).toArray(String[]::new);
        SSLParameters parameters = new SSLParameters(suites, options.minimum().andLater());
        parameters.setAlgorithmConstraints(new TlsRules());
        parameters.setServerNames(name.indication());
        parameters.setApplicationProtocols(options.protocols().toArray(String[]::new));
        if (name.isKnownToJdk()) {
            // A second opinion: our own trust has compared, or will compare, the name in any case.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }
}
