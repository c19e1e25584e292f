package dev.gradus.cli;

import dev.gradus.ClientSettings;
import dev.gradus.spi.SettingKey;
import dev.gradus.spi.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The settings of a client as options: each key of the library is an option of the same name. */
final class ClientOptions {

    private static final String CONFIG = "--config";

    /** Names that mosquitto's programs have for the same, and short ones. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "client-id", "-i",
            "username", "-u",
            "keep-alive", "-k",
            "ca-file", "--ca",
            "crl-file", "--crl",
            "client-certificate-file", "--cert",
            "client-key-file", "--key");

    private ClientOptions() {}

    /** A command with an option for each setting. */
    static CommandLine addTo(Object command) {
        return addTo(command, ClientSettings.keys());
    }

    /** A command with an option for each of some settings. */
    static CommandLine addTo(Object command, List<SettingKey> keys) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command);
        spec.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("a file with settings, key=value; the environment wins over it, options over both")
                .build());
        keys.forEach(key -> spec.addOption(option(key)));
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
        return new CommandLine(spec);
    }

    private static OptionSpec option(SettingKey key) {
        String name = "--" + key.name();
        OptionSpec.Builder option = OTHER_NAMES.containsKey(key.name())
                ? OptionSpec.builder(OTHER_NAMES.get(key.name()), name)
                : OptionSpec.builder(name);
        option.type(String.class).description(key.meaning());
        return key.name().startsWith("allow-")
                ? option.paramLabel("true|false")
                        .arity("0..1")
                        .fallbackValue("true")
                        .build()
                : option.paramLabel("VALUE").arity("1").build();
    }

    /** What was given: the file, the environment over it, the options over both. */
    static Settings settings(CommandSpec spec, Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>();
        for (SettingKey key : ClientSettings.keys()) {
            OptionSpec option = spec.findOption("--" + key.name());
            if (option != null && option.getValue() != null) {
                given.put(key.name(), option.getValue());
            }
        }
        Path config = spec.findOption(CONFIG).getValue();
        Settings file = config == null ? Settings.of(Map.of(), Path.of("")) : ClientSettings.fromFile(config);
        return file.overlaidWith(ClientSettings.fromEnvironment(environment))
                .overlaidWith(Settings.of(given, Path.of("")));
    }
}
