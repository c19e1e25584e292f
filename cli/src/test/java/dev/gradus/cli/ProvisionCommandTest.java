package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.spi.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionCommandTest {

    @TempDir
    private Path parent;

    private Path folder() {
        return parent.resolve("greenhouse");
    }

    @Test
    void provision_allLevels_saysWhatToDoAndNoSecret() throws Exception {
        Call call = provision("--level", "L1+L2+L3", "--tls", "mutual", "--client", "gh7", "gh8", "--reader", "dash");

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(call.out())
                .contains(
                        "for L1+L2+L3",
                        "mosquitto -c " + folder().resolve("mosquitto.conf"),
                        "pub --config " + folder().resolve("clients/gh7/client.properties") + " -t gh7/temperature",
                        "sub --config " + folder().resolve("clients/dash/client.properties") + " -t '#'")
                .doesNotContain(Files.readString(folder().resolve("clients/gh7/password")));
    }

    /** The same keys for all, as one opens what another sealed; and for nothing but L2. */
    @Test
    void provision_l2_sameKeysetForEachClient() throws Exception {
        provision("--level", "L2+L3", "--tls", "psk", "--client", "gh7", "gh8");

        Path keyset = folder().resolve("clients/gh7/keyset.json");
        assertThat(folder().resolve("clients/gh8/keyset.json")).hasSameBinaryContentAs(keyset);
        assertThat(Call.of("keys", "list", "--keyset", keyset.toString()).out()).contains("primary derived A128GCM");
        String psk = Files.readString(folder().resolve("clients/gh7/client.psk"))
                .strip()
                .substring("gh7:".length());
        assertThat(Files.readString(keyset)).doesNotContain(psk);
    }

    @Test
    void provision_l1WithoutL3_warns() {
        assertThat(provision("--level", "L1").out()).contains("reads the passwords");
    }

    @Test
    void provision_folderWithBlank_commandsToCopyHaveQuotes() {
        Path folder = parent.resolve("gh's folder");

        Call call = Call.of("provision", "--level", "L0", "--out", folder.toString());

        assertThat(call.out()).contains("mosquitto -c '" + parent + "/gh'\\''s folder/mosquitto.conf'");
    }

    @Test
    void provision_none_asL0() throws Exception {
        assertThat(provision("--level", "NONE").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(folder().resolve("client.properties")).content().contains("level=NONE");
    }

    @Test
    void provision_again_refusedAndKept() throws Exception {
        provision("--level", "L3");
        byte[] key = Files.readAllBytes(folder().resolve("ca/ca.key"));

        Call again = provision("--level", "L3");

        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("expected a new or an empty folder, found ", "choose another");
        assertThat(Files.readAllBytes(folder().resolve("ca/ca.key"))).isEqualTo(key);
    }

    @Test
    void provision_wrongCalls_usageAndNothingMade() throws Exception {
        assertUsage("a level is NONE, or L1, L2, L3 joined by +", "--level", "L4");
        assertUsage("found 'l3' in 'l3'", "--level", "l3");
        assertUsage("stands alone", "--level", "NONE+L1");
        assertUsage("--tls says how L3 is done, found level L1+L2: add L3", "--level", "L1+L2", "--tls", "psk");
        assertUsage("--tls", "--level", "L3", "--tls", "none");
        assertUsage("host name or an IP address", "--level", "L3", "--host", "mqtts://broker:8883");
        assertUsage("leave it out", "--level", "L3", "--tls", "psk", "--key", "ec");
        assertUsage("choose one of them", "--level", "L3", "--key", "rsa1024");
        assertUsage("in figures", "--level", "L3", "--listen", "broker.example");
        assertUsage("a port is 1 to 65535", "--level", "L3", "--port", "70000");
        assertUsage("choose another name", "--level", "L3", "--client", "gh7/..");
        assertUsage("again", "--level", "L3", "--client", "gh7", "--reader", "gh7");
        assertThat(Call.of("provision", "--level", "L3").exitCode()).isEqualTo(ExitCode.USAGE);

        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void provision_fileInTheWay_failedAndKept() throws IOException {
        Files.writeString(folder(), "precious");

        Call call = provision("--level", "L0");

        assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call.err()).contains("expected a new or an empty folder, found a file");
        assertThat(folder()).hasContent("precious");
    }

    private void assertUsage(String message, String... options) {
        Call call = provision(options);
        assertThat(call.err()).contains(message);
        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private Call provision(String... options) {
        List<String> args = new ArrayList<>(List.of("provision", "--out", folder().toString()));
        args.addAll(List.of(options));
        return Call.of(args.toArray(String[]::new));
    }
}
