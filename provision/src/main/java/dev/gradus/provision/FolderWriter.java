package dev.gradus.provision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Writes a folder as it is planned: first what makes up L3, then the passwords, then the rest. For one use. */
final class FolderWriter {

    /** 192 random bits, in characters that every device's code can hold. */
    private static final int PASSWORD_BYTES = 24;

    private static final String AUTHORITY = "ca.crt";

    private final Plan plan;
    private final Path root;
    private final BrokerFolder broker;
    private final List<ClientFolder> clients = new ArrayList<>();

    FolderWriter(Plan plan, Path root, Path target) throws IOException {
        this.plan = plan;
        this.root = root;
        this.broker = BrokerFolder.begin(root, target, plan);
    }

    void write() throws IOException {
        ClientFolder.makeParent(root, plan);
        for (String client : plan.members().all()) {
            clients.add(ClientFolder.begin(root, plan, client));
        }
        switch (plan.connection()) {
            case CLEAR -> {}
            case CERTIFICATES, MUTUAL -> writeCertificates();
            case PRESHARED_KEYS -> writePresharedKeys();
        }
        if (plan.passwords()) {
            writePasswords();
        } else if (plan.connection().identifies()) {
            broker.identityIsUser();
        }
        writeKeysets();
        broker.access(access());
        for (ClientFolder client : clients) {
            client.end();
        }
        broker.end();
    }

    private void writeCertificates() throws IOException {
        AuthorityFolder authority = AuthorityFolder.createInside(
                root.resolve("ca"), AuthorityRequest.named("Gradus CA").key(plan.key()));
        IssuedCertificate server = authority.issueServer(
                ServerCertificateRequest.of(plan.endpoint().hosts()).key(plan.key()));
        broker.certificate(server);
        for (ClientFolder client : clients) {
            client.authority(server);
        }
        if (!Files.exists(root.resolve(AUTHORITY))) {
            server.writeAnchor(root.resolve(AUTHORITY));
        }
        if (plan.connection() == Connection.MUTUAL) {
            broker.clientCertificates(server);
            for (ClientFolder client : clients) {
                client.certificate(authority.issueClient(
                        ClientCertificateRequest.forName(client.name()).key(plan.key())));
            }
        }
    }

    private void writePresharedKeys() throws IOException {
        try (MosquittoPskFile keys = MosquittoPskFile.empty()) {
            for (ClientFolder client : clients) {
                keys.add(client.name());
                client.presharedKey(keys);
            }
            broker.presharedKeys(keys);
        }
    }

    private void writePasswords() throws IOException {
        MosquittoPasswordFile users = MosquittoPasswordFile.empty();
        for (ClientFolder client : clients) {
            byte[] password = newPassword();
            char[] characters =
                    StandardCharsets.US_ASCII.decode(ByteBuffer.wrap(password)).array();
            users = users.with(client.name(), characters);
            client.password(password, !plan.connection().isTls());
            Arrays.fill(characters, '\0');
        }
        broker.users(users);
    }

    private static byte[] newPassword() {
        byte[] drawn = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(drawn);
        byte[] password = Base64.getUrlEncoder().encode(drawn);
        Arrays.fill(drawn, (byte) 0);
        return password;
    }

    private void writeKeysets() throws IOException {
        if (plan.keyset().isPresent()) {
            for (ClientFolder client : clients) {
                client.keyset(plan.keyset().get());
            }
        }
    }

    private MosquittoAccessFile access() {
        if (!plan.knowsUsers()) {
            return MosquittoAccessFile.openToAll();
        }
        MosquittoAccessFile rules = MosquittoAccessFile.ownTopics();
        for (String reader : plan.members().readers()) {
            rules = rules.reader(reader);
        }
        return rules;
    }
}
