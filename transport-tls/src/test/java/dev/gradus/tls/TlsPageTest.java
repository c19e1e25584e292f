package dev.gradus.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the page about TLS true: each test that it names is there, and each case and each test of a case is named. */
class TlsPageTest {

    private static final Path ROOT = Path.of("..");
    private static final List<Path> SOURCES =
            List.of(ROOT.resolve("transport-tls/src/test"), ROOT.resolve("testkit/src/main"));
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+_\\w+)`");
    private static final Pattern TEST = Pattern.compile("\n    void (\\w+_\\w+)\\(");
    private static final Pattern CASE = Pattern.compile("\n\\| `(\\w+)` \\| [^|]+ \\| (accepted|refused) \\|");

    private static String page;

    @BeforeAll
    static void readPage() throws IOException {
        page = Files.readString(ROOT.resolve("docs/tls.md"));
    }

    @Test
    void tests_named_areThere() {
        List<MatchResult> named = NAMED.matcher(page).results().toList();

        assertThat(named).hasSizeGreaterThan(80);
        assertThat(named).allSatisfy(test -> assertThat(testsOf(test.group(1))).contains(test.group(2)));
    }

    @Test
    void rowsOfRulesAndProtocols_all_nameATest() {
        assertThat(page.lines().filter(line -> line.startsWith("| ") && line.split(" \\| ").length == 3))
                .filteredOn(row -> page.indexOf(row) < page.indexOf("## Servers' certificates"))
                .filteredOn(row -> !row.contains("| shown by |"))
                .hasSizeGreaterThan(40)
                .allMatch(row -> NAMED.matcher(row).find());
    }

    /** The classes whose every test is a case. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TlsProtocolsTest",
                "TlsTamperingTest",
                "TlsTruncationTest",
                "TlsFloodTest",
                "TlsRenegotiationTest",
                "TlsFuzzTest",
                "NothingBeforeTrustTest"
            })
    void casesTests_all_areNamed(String name) {
        assertThat(testsOf(name))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(page).contains("`" + name + "." + test + "`"));
    }

    @ParameterizedTest
    @CsvSource({"server-cases.csv, ## Servers' certificates", "client-cases.csv, ## Clients' certificates"})
    void certificates_all_areNamedWithTheirAnswer(String table, String heading) throws IOException {
        String section = page.substring(page.indexOf(heading)).split("\n## ", 3)[0];

        assertThat(CASE.matcher(section).results().map(row -> row.group(1) + " " + row.group(2)))
                .containsExactlyElementsOf(cases(table));
    }

    private static List<String> cases(String table) throws IOException {
        try (InputStream in = TlsPageTest.class.getResourceAsStream(table)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(';'))
                            + (line.contains(";accepted;") ? " accepted" : " refused"))
                    .toList();
        }
    }

    private static Set<String> testsOf(String name) {
        return SOURCES.stream()
                .flatMap(folder -> files(folder, name + ".java").stream())
                .flatMap(file -> TEST.matcher(read(file)).results().map(test -> test.group(1)))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(Path folder, String name) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().equals(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
