package dev.gradus.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Transport and strategies are found on the class path and on the module path alike. */
class ServicesTest {

    private static final String FOUND = "username,password-file,keyset-file,sender-id,replay-store,"
            + "ca-file,trust-store-file,trust-store-password-file,client-certificate-file,"
            + "client-key-file,client-store-file,client-key-password-file,crl-file,pins,"
            + "verify-as,alpn,tls-version,session-lifetime,handshake-timeout,psk-file"
            + ",psk-identity,psk-version,psk-allow-no-forward-secrecy,psk-allow-cbc-with-encrypt-then-mac";
    private static final Pattern NEEDED = Pattern.compile(
            "dev\\.gradus(\\.core|\\.mqtt\\.paho|\\.payload\\.aes|\\.transport\\.tls)?|org\\.eclipse\\.paho.*"
                    + "|org\\.bouncycastle\\..*|org\\.crac|com\\.google\\.gson|org\\.jspecify|com\\.google\\.errorprone.*");

    @Test
    void services_onClassPath_found() throws Exception {
        String found = run(List.of("-cp", String.join(File.pathSeparator, classPath())));

        assertThat(found).startsWith("false").endsWith(FOUND);
    }

    @Test
    void services_onModulePath_found() throws Exception {
        String modules = modules().collect(Collectors.joining(File.pathSeparator));
        String found = run(List.of("-p", modules, "--add-modules", "dev.gradus", "-cp", testClasses()));

        assertThat(found).startsWith("true").endsWith(FOUND);
    }

    private static Stream<String> modules() {
        return classPath().stream()
                .filter(entry -> ModuleFinder.of(Path.of(entry)).findAll().stream()
                        .map(ModuleReference::descriptor)
                        .anyMatch(module -> NEEDED.matcher(module.name()).matches()));
    }

    private static List<String> classPath() {
        String surefire = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.asList(surefire.split(File.pathSeparator));
    }

    private static String testClasses() throws Exception {
        URI here = ServicesTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return Path.of(here).toString();
    }

    private static String run(List<String> paths) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(paths);
        command.add("dev.gradus.modules.Probe");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
