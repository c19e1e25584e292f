package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.spi.Settings;
import dev.gradus.spi.StrategyProvider;
import dev.gradus.testkit.StrategyProviderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPskProviderTest extends StrategyProviderContract {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("keys.psk");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, PskServer.IDENTITY + ":" + PskServer.HEX + "\n");
    }

    @Override
    protected StrategyProvider provider() {
        return new TlsProvider();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("psk-file", file.toString(), "psk-identity", PskServer.IDENTITY);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "psk-version=1.3 | TLS 1.3",
                "psk-version=1.2 | TLS 1.2",
                "psk-version=1.2,psk-allow-no-forward-secrecy=true | TLS 1.2, without forward secrecy too",
                "psk-version=1.2,psk-allow-cbc-with-encrypt-then-mac=true | TLS 1.2, CBC with encrypt-then-MAC too"
            },
            delimiter = '|')
    void create_options_taken(String options, String terms) {
        assertThat(create(options)).hasToString("TlsPsk[gh7, 256 bit, " + terms + "]");
    }

    @Test
    void create_relativeFile_startsFromTheFolderOfTheSettings() {
        Settings settings = Settings.of(Map.of("psk-file", "keys.psk", "psk-identity", "gh7"), folder);

        assertThat(new TlsProvider().create(settings)).hasToString("TlsPsk[gh7, 256 bit, TLS 1.3]");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "psk-version=1.1 | psk-version is 1.3 or 1.2, found '1.1'",
                "psk-allow-no-forward-secrecy=yes | true or false",
                "psk-allow-no-forward-secrecy=true | version(TLS_1_2)",
                "psk-identity=gh8 | expected a line of 'gh8'",
                "ca-file=ca.crt | found ca-file beside psk-file"
            },
            delimiter = '|')
    void create_wrongOptions_refused(String options, String explained) {
        assertThatIllegalArgumentException().isThrownBy(() -> create(options)).withMessageContaining(explained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"psk-file", "psk-identity"})
    void create_oneOfTwo_namesTheOther(String given) {
        String other = given.equals("psk-file") ? "psk-identity" : "psk-file";
        Settings settings = Settings.of(Map.of(given, settings().get(given)), folder);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsProvider().create(settings))
                .withMessageContaining("the setting " + other + " is needed");
    }

    private Object create(String options) {
        Map<String, String> all = new HashMap<>(settings());
        Pattern.compile("([^=,]+)=([^=,]+)")
                .matcher(options)
                .results()
                .forEach(option -> all.put(option.group(1), option.group(2)));
        return new TlsProvider().create(Settings.of(all, folder));
    }
}
