package dev.gradus.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a mosquitto and its clients need for one set of levels, in one folder:
 *
 * <pre>
 * mosquitto.conf       starts the broker: mosquitto -c mosquitto.conf
 * broker/              the files that it names: certificate and key, users, pre-shared keys, access rules
 * ca/                  the authority, see {@link AuthorityFolder}; goes to no other machine
 * ca.crt               the authority's certificate
 * client.properties    the settings of a client, and beside it the files that it names;
 *                      where there are several clients, in clients/NAME/ for each
 * </pre>
 *
 * <p>Paths in a client's settings start from their own folder, so that the folder can be moved as it is; those in
 * {@code mosquitto.conf} are absolute, as mosquitto demands. Every secret is random and in files for their owner alone.
 *
 * <p>A builder: each method changes and returns it. For one thread.
 */
public final class Provisioning {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    private final Connection connection;
    private boolean passwords;
    private Optional<KeysetWriter> keyset = Optional.empty();
    private Endpoint endpoint;
    private Members members = new Members(List.of("client"), List.of());
    private KeyType key = KeyType.EC_P256;

    private Provisioning(Connection connection) {
        this.connection = connection;
        this.endpoint = Endpoint.onLoopback(connection.isTls() ? TLS_PORT : PLAIN_PORT);
    }

    /**
     * Starts with a broker on 127.0.0.1, at port 8883 with TLS and 1883 without, for one client with the name
     * {@code client}, and EC keys on P-256.
     *
     * @param connection how clients connect
     * @return a new builder
     */
    public static Provisioning over(Connection connection) {
        return new Provisioning(connection);
    }

    /**
     * Each client gets a user name and a random password (L1).
     *
     * @return this builder
     */
    public Provisioning passwords() {
        passwords = true;
        return this;
    }

    /**
     * Each client gets the same keys for payloads (L2).
     *
     * @param writer what writes the keys
     * @return this builder
     */
    public Provisioning keyset(KeysetWriter writer) {
        keyset = Optional.of(writer);
        return this;
    }

    /**
     * The broker has other names than {@code localhost}, 127.0.0.1 and ::1.
     *
     * @param names host names and addresses, at least one, in the forms of {@link ServerCertificateRequest#forNames}; the
     *     first, which is no pattern with {@code *}, is the one that clients connect to
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one has another form
     */
    public Provisioning hosts(List<String> names) {
        endpoint = endpoint.named(names);
        return this;
    }

    /**
     * Who connects. Where the broker knows who a client is, it may publish and subscribe below a topic of its own name.
     *
     * @param all the names of clients that have topics of their own, each 1 to 32 letters, figures, {@code .}, {@code _}
     *     and {@code -}, a letter or a figure first
     * @param reading the names of clients that may subscribe to all topics besides, in the same form
     * @return this builder
     * @throws IllegalArgumentException if there is none, one is named twice, or has another form
     */
    public Provisioning clients(List<String> all, List<String> reading) {
        members = new Members(all, reading);
        return this;
    }

    /**
     * Where the broker listens.
     *
     * @param address an IPv4 or IPv6 address of the broker's machine in figures; {@code 0.0.0.0} for all of IPv4
     * @return this builder
     * @throws IllegalArgumentException if it has another form
     */
    public Provisioning listen(String address) {
        endpoint = endpoint.listening(address);
        return this;
    }

    /**
     * At which port the broker listens.
     *
     * @param number 1 to 65,535
     * @return this builder
     * @throws IllegalArgumentException if it is another number
     */
    public Provisioning port(int number) {
        endpoint = endpoint.at(number);
        return this;
    }

    /**
     * Of which kind the keys of all certificates are.
     *
     * @param type the kind
     * @return this builder
     * @throws IllegalArgumentException if there are no certificates
     */
    public Provisioning key(KeyType type) {
        if (!connection.hasCertificates()) {
            throw new IllegalArgumentException(
                    "a kind of key is for certificates, found none to be made: leave it out");
        }
        key = type;
        return this;
    }

    /**
     * Makes the folder, whole or not at all.
     *
     * @param folder the folder to make, or an empty one
     * @return the file {@code client.properties} of each client, in the order of the clients, then the readers
     * @throws IOException if there is something in the folder, which stays as it is, or it can't be written
     */
    public List<Path> write(Path folder) throws IOException {
        Plan plan = new Plan(connection, passwords, keyset, endpoint, members, key);
        Path target = folder.toAbsolutePath().normalize();
        NewFolder.make(target, unfinished -> new FolderWriter(plan, unfinished, target).write());
        return members.all().stream()
                .map(client -> ClientFolder.of(target, plan, client).resolve(ClientFolder.SETTINGS))
                .toList();
    }
}
