package dev.gradus.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one client certificate, or none, to every broker that asks for one and takes its kind of key. Also to one that
 * names other CAs: its refusal says more than a connection without a certificate would. Safe for many threads.
 */
final class ClientKeyManager extends X509ExtendedKeyManager {

    private static final String ALIAS = "client";

    private final Optional<ClientKey> client;
    private final Handshakes handshakes;

    ClientKeyManager(Optional<ClientKey> client, Handshakes handshakes) {
        this.client = client;
        this.handshakes = handshakes;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        handshakes.of(socket).ifPresent(Handshakes.Notes::noteAsked);
        return client.filter(key -> Arrays.asList(keyTypes).contains(key.key().getAlgorithm()))
                .map(key -> ALIAS)
                .orElse(null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return client.filter(key -> keyType.equals(key.key().getAlgorithm()))
                .map(key -> new String[] {ALIAS})
                .orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return client.map(ClientKey::chain).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return client.map(ClientKey::key).orElse(null);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
