package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the files of a broker, and the configuration that names them where they will be. */
final class BrokerFolder {

    private static final String FOLDER = "broker";
    private static final String AUTHORITY = "ca.crt";
    private static final String CERTIFICATE = "server.crt";
    private static final String KEY = "server.key";
    private static final String USERS = "users";
    private static final String PRESHARED_KEYS = "keys.psk";
    private static final String ACCESS = "acl";
    private static final String CONFIGURATION = "mosquitto.conf";

    private final Path root;
    private final Path folder;
    private final Path target;
    private MosquittoConfiguration configuration;

    private BrokerFolder(Path root, Path target, MosquittoConfiguration configuration) {
        this.root = root;
        this.folder = root.resolve(FOLDER);
        this.target = target.resolve(FOLDER);
        this.configuration = configuration;
    }

    /**
     * Begins with a broker's files.
     *
     * @param root the folder as it is now
     * @param target the folder as it will be
     */
    static BrokerFolder begin(Path root, Path target, Plan plan) throws IOException {
        // As root mosquitto changes to an account of its own, which can't read the folder.
        MosquittoConfiguration configuration = MosquittoConfiguration.on(
                        plan.endpoint().listen(), plan.endpoint().port())
                .runAs(System.getProperty("user.name"));
        BrokerFolder begun = new BrokerFolder(root, target, configuration);
        NewFolder.makeInside(begun.folder);
        return begun;
    }

    void users(MosquittoPasswordFile users) throws IOException {
        users.write(folder.resolve(USERS));
        configuration = configuration.passwordFile(target.resolve(USERS));
    }

    void certificate(IssuedCertificate server) throws IOException {
        server.write(folder.resolve(CERTIFICATE), folder.resolve(KEY));
        configuration = configuration.tls(target.resolve(CERTIFICATE), target.resolve(KEY));
    }

    void clientCertificates(IssuedCertificate anyOfTheAuthority) throws IOException {
        anyOfTheAuthority.writeAnchor(folder.resolve(AUTHORITY));
        configuration = configuration.clientCertificates(target.resolve(AUTHORITY));
    }

    void presharedKeys(MosquittoPskFile keys) throws IOException {
        keys.write(folder.resolve(PRESHARED_KEYS));
        configuration = configuration.presharedKeys(target.resolve(PRESHARED_KEYS));
    }

    void identityIsUser() {
        configuration = configuration.identityIsUser();
    }

    void access(MosquittoAccessFile rules) throws IOException {
        rules.write(folder.resolve(ACCESS));
        configuration = configuration.accessFile(target.resolve(ACCESS));
    }

    void end() throws IOException {
        configuration.write(root.resolve(CONFIGURATION));
    }
}
