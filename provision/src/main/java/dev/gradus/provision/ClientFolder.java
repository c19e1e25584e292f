package dev.gradus.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the files of one client, and the settings that name them. */
final class ClientFolder {

    static final String SETTINGS = "client.properties";

    private static final String ALL = "clients";
    private static final String AUTHORITY = "ca.crt";
    private static final String CERTIFICATE = "client.crt";
    private static final String KEY = "client.key";
    private static final String PRESHARED_KEY = "client.psk";
    private static final String PASSWORD = "password";
    private static final String KEYSET = "keyset.json";

    private final Path folder;
    private final String name;
    private final StringBuilder settings = new StringBuilder();

    private ClientFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Where a client's files are: one client alone needs no folder of its own. */
    static Path of(Path root, Plan plan, String client) {
        return plan.members().isOne() ? root : root.resolve(ALL).resolve(client);
    }

    static void makeParent(Path root, Plan plan) throws IOException {
        if (!plan.members().isOne()) {
            NewFolder.makeInside(root.resolve(ALL));
        }
    }

    /** Begins with a client's files. */
    static ClientFolder begin(Path root, Plan plan, String client) throws IOException {
        ClientFolder begun = new ClientFolder(of(root, plan, client), client);
        if (!begun.folder.equals(root)) {
            NewFolder.makeInside(begun.folder);
        }
        begun.settings.append(
                "# Made by Gradus. Paths start from this file's folder; docs/configuration.md has all keys.\n");
        begun.setting("broker", plan.address());
        begun.setting("level", plan.level());
        begun.setting("client-id", client);
        return begun;
    }

    String name() {
        return name;
    }

    /** Wipes the password. */
    void password(byte[] password, boolean inClear) throws IOException {
        NewFile.ownerOnly(folder.resolve(PASSWORD), password);
        setting("username", name);
        setting("password-file", PASSWORD);
        if (inClear) {
            settings.append("# Without L3 whoever is on the way reads the password.\n");
            setting("allow-cleartext-password", "true");
        }
    }

    void keyset(KeysetWriter writer) throws IOException {
        writer.write(folder.resolve(KEYSET));
        setting("keyset-file", KEYSET);
        settings.append("# What was received is forgotten with the process.\n");
        setting("replay-store", "memory");
    }

    void authority(IssuedCertificate anyOfIt) throws IOException {
        anyOfIt.writeAnchor(folder.resolve(AUTHORITY));
        setting("ca-file", AUTHORITY);
    }

    void certificate(IssuedCertificate certificate) throws IOException {
        certificate.write(folder.resolve(CERTIFICATE), folder.resolve(KEY));
        setting("client-certificate-file", CERTIFICATE);
        setting("client-key-file", KEY);
    }

    void presharedKey(MosquittoPskFile keys) throws IOException {
        keys.writeOnly(name, folder.resolve(PRESHARED_KEY));
        setting("psk-file", PRESHARED_KEY);
        setting("psk-identity", name);
    }

    void end() throws IOException {
        NewFile.everyone(folder.resolve(SETTINGS), settings.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void setting(String key, String value) {
        settings.append(key).append('=').append(value).append('\n');
    }
}
