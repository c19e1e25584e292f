package dev.gradus.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the page about attacks true: each test that it names is there, and each test of an attack is named. */
class AttackListTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/attacks.md");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern DECLARED = Pattern.compile("\n    void (\\w+)\\(");
    private static final Pattern ANNOTATED = Pattern.compile("@(?:Test|ParameterizedTest|FuzzTest|EachBroker)\\b");
    private static final int FEWEST_ROWS = 120;

    /** The test methods of each class, of whatever module. */
    private static final Map<String, Set<String>> TESTS = new TreeMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                Path sources = module.resolve("src");
                if (Files.isDirectory(sources)) {
                    readSources(sources);
                }
            }
        }
    }

    static Stream<String> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| attack or rule"));
    }

    @Test
    void rows_all_areRead() throws IOException {
        assertThat(rows()).hasSizeGreaterThanOrEqualTo(FEWEST_ROWS).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_any_namesTestsThatAreThere(String row) {
        String last = row.substring(row.lastIndexOf(" | ", row.length() - 3));
        List<MatchResult> named = NAMED.matcher(last).results().toList();

        assertThat(named).isNotEmpty();
        for (MatchResult test : named) {
            assertThat(TESTS.getOrDefault(test.group(1), Set.of()))
                    .as(test.group(1))
                    .contains(test.group(2));
        }
    }

    @Test
    void attackTests_all_areOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        TESTS.forEach((name, methods) -> {
            if (name.endsWith("AttackTest")) {
                assertThat(methods)
                        .as(name)
                        .allSatisfy(method -> assertThat(page).contains("`" + name + "." + method + "`"));
            }
        });
    }

    private static void readSources(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith("Test.java")
                            || file.toString().endsWith("Contract.java"))
                    .forEach(file -> TESTS.computeIfAbsent(
                                    file.getFileName().toString().replace(".java", ""), name -> new TreeSet<>())
                            .addAll(testsIn(file)));
        }
    }

    private static List<String> testsIn(Path file) {
        try {
            String source = Files.readString(file);
            return DECLARED.matcher(source)
                    .results()
                    .filter(method -> ANNOTATED.matcher(before(source, method)).find())
                    .map(method -> method.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The annotations and the comment of a method: what follows the empty line before it. */
    private static String before(String source, MatchResult method) {
        return source.substring(Math.max(0, source.lastIndexOf("\n\n", method.start())), method.start());
    }
}
