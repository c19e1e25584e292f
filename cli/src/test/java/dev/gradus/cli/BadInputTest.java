package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import dev.gradus.testkit.BrokerSecurity;
import dev.gradus.testkit.EachBroker;
import dev.gradus.testkit.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake ends with one line that says what was expected, what was found and what to do. */
class BadInputTest {

    private static final String NOBODY = "mqtt://localhost:1";

    @TempDir
    private Path folder;

    @Test
    void pub_noCommand_usage() {
        assertRefused(Call.of(), ExitCode.USAGE, "a command is needed");
    }

    @Test
    void pub_addressWithoutScheme_usage() {
        assertRefused(pub("localhost:1883", "NONE"), ExitCode.USAGE, "mqtt://host:port", "'localhost:1883'", "write");
    }

    @Test
    void pub_addressWithoutPort_usage() {
        assertRefused(pub("mqtt://localhost", "NONE"), ExitCode.USAGE, "without a port", "1883");
    }

    @Test
    void pub_unknownScheme_usage() {
        assertRefused(pub("ws://localhost:80", "NONE"), ExitCode.USAGE, "mqtts://host:port", "'ws'");
    }

    @Test
    void pub_topicWithWildcard_usage() {
        Call call = Call.of("pub", "--broker", NOBODY, "--level", "NONE", "-t", "greenhouse/+/t", "-m", "x");

        assertRefused(call, ExitCode.USAGE, "no wildcard", "'+'", "publish to one topic");
    }

    @Test
    void pub_topicWithNul_usage() {
        Call call = Call.of("pub", "--broker", NOBODY, "--level", "NONE", "-t", "a\0b", "-m", "x");

        assertRefused(call, ExitCode.USAGE, "NUL", "leave it out");
    }

    @Test
    void pub_qos3_usage() {
        assertRefused(pub(NOBODY, "NONE", "-q", "3"), ExitCode.USAGE, "QoS is 0, 1 or 2", "found 3");
    }

    @Test
    void pub_qosThatIsNoNumber_usage() {
        assertRefused(pub(NOBODY, "NONE", "-q", "x"), ExitCode.USAGE, "QoS is 0, 1 or 2", "'x'");
    }

    @Test
    void sub_nobodyListens_failed() {
        Call call = Call.of("sub", "--broker", NOBODY, "--level", "NONE", "-t", "a");

        assertRefused(call, ExitCode.FAILED, "localhost:1", "check that it runs");
    }

    @Test
    void pub_emptyClientIdForKeptSession_usage() {
        Call call = pub(NOBODY, "NONE", "--client-id", "", "--session", "persistent");

        assertRefused(call, ExitCode.USAGE, "needs a client id", "found an empty one");
    }

    @Test
    void pub_missingCaFile_failed() {
        Call call = pub(
                "mqtts://localhost:1",
                "L3",
                "--ca-file",
                folder.resolve("none.crt").toString());

        assertRefused(call, ExitCode.FAILED, "none.crt");
    }

    @Test
    void pub_caFileThatIsNone_usage() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.crt"), "hello");

        assertRefused(pub("mqtts://localhost:1", "L3", "--ca-file", file.toString()), ExitCode.USAGE, "ca.crt");
    }

    @Test
    void pub_keysetWithShortKey_usage() throws IOException {
        Call call = pub(NOBODY, "L2", "-i", "gh-7", "--keyset-file", keyset("A128GCM", "00ff"));

        assertRefused(call, ExitCode.USAGE, "32");
        assertThat(call.err()).doesNotContain("00ff");
    }

    @Test
    void pub_keysetWithUnknownAlgorithm_usage() throws IOException {
        Call call = pub(NOBODY, "L2", "-i", "gh-7", "--keyset-file", keyset("ROT13", "00".repeat(32)));

        assertRefused(call, ExitCode.USAGE, "A128GCM", "ROT13");
    }

    @Test
    void pub_unknownLevel_usage() {
        assertRefused(pub(NOBODY, "L7"), ExitCode.USAGE, "NONE, or L1, L2, L3 joined by +", "'L7'");
    }

    @Test
    void pub_noLevel_usage() {
        Call call = Call.of("pub", "--broker", NOBODY, "-t", "a", "-m", "x");

        assertRefused(call, ExitCode.USAGE, "level", "GRADUS_LEVEL");
    }

    @Test
    void pub_passwordInClearNotAllowed_usage() throws IOException {
        Call call = pub(NOBODY, "L1", "-u", "gh7", "--password-file", secretFile("pw", "sesame"));

        assertRefused(call, ExitCode.USAGE, "travels in clear", "allowCleartextPassword");
    }

    @Test
    void pub_tlsAddressWithoutTls_usage() {
        assertRefused(pub("mqtts://localhost:1", "NONE"), ExitCode.USAGE, "asks for TLS", "add Tls");
    }

    @Test
    void pub_unknownOption_usage() {
        assertRefused(pub(NOBODY, "NONE", "--insecure"), ExitCode.USAGE, "--insecure");
    }

    @Test
    void pub_passwordOnCommandLine_usage() {
        assertRefused(pub(NOBODY, "NONE", "-P", "sesame"), ExitCode.USAGE, "-P");
    }

    @Test
    void pub_unknownKeyInFile_usage() throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), "broker=" + NOBODY + "\ncolour=red\n");
        Call call = Call.of("pub", "--config", file.toString(), "-t", "a", "-m", "x");

        assertRefused(call, ExitCode.USAGE, "'colour'", "client.properties");
    }

    @Test
    void pub_unknownVariable_usage() {
        Call call = Call.withEnvironment(Map.of("GRADUS_COLOUR", "red"), "pub", "-t", "a", "-m", "x");

        assertRefused(call, ExitCode.USAGE, "GRADUS_COLOUR");
    }

    @Test
    void pub_missingFile_failed() {
        Call call = Call.of(
                "pub",
                "--broker",
                NOBODY,
                "--level",
                "NONE",
                "-t",
                "a",
                "-f",
                folder.resolve("none").toString());

        assertRefused(call, ExitCode.FAILED, "could not be read", "none", "No Such File");
    }

    @Test
    void pub_nobodyListens_failed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertRefused(
                pub("mqtt://localhost:" + port, "NONE"), ExitCode.FAILED, "localhost:" + port, "check that it runs");
    }

    @EachBroker(BrokerSecurity.PASSWORD)
    void pub_wrongPassword_failed(TestBroker broker) throws IOException {
        Call call = pub(
                broker.address(),
                "L1",
                "--allow-cleartext-password",
                "-u",
                broker.username(),
                "--password-file",
                secretFile("pw", "not this one"));

        assertRefused(call, ExitCode.FAILED, broker.username(), "check the user name and the password");
        assertThat(call.err()).doesNotContain("not this one");
    }

    @Test
    void pub_help_namesEverySetting() {
        Call call = Call.of("pub", "--help");

        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(call.out()).contains("--keyset-file", "--ca-file", "--config", "Example:");
    }

    @Test
    void pub_verbose_stackTraceToo() {
        Call call = pub(NOBODY, "L7", "--verbose");

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).contains("\tat dev.gradus.");
    }

    private static Call pub(String broker, String level, String... more) {
        List<String> args = new ArrayList<>(List.of("pub", "--broker", broker, "--level", level, "-t", "a", "-m", "x"));
        args.addAll(List.of(more));
        return Call.of(args.toArray(String[]::new));
    }

    private String keyset(String algorithm, String key) throws IOException {
        return secretFile("keyset.json", String.format("""
                        {"gradus-keyset":1,"generation":1,"keys":[
                        {"kid":"a1b2c3d4","form":"derived","alg":"%s","state":"primary","key":"%s"}]}
                        """, algorithm, key));
    }

    private String secretFile(String name, String content) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content).toString();
    }

    private static void assertRefused(Call call, int exitCode, String... words) {
        assertThat(call.err()).contains(words);
        assertThat(call.exitCode()).isEqualTo(exitCode);
        if (!call.err().startsWith("Usage")) {
            assertThat(call.err().strip().lines()).hasSize(1);
        }
        assertThat(call.err()).doesNotContain("\tat ");
    }
}
