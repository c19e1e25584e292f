package dev.gradus.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.broker.BrokerSettings;
import dev.gradus.spi.NoSecurity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShowingTest {

    private final Scene scene = new Scene(
            "L2",
            BrokerSettings.plain(),
            false,
            false,
            List.of(NoSecurity.unprotected()),
            new Overheard(false, true, false));

    @Test
    void asItMustBe_payloadOverheard_wrong() {
        Overheard found =
                Overheard.in("..greenhouse/7..21.5 mark".getBytes(StandardCharsets.UTF_8), "mark", "house/7", "pw");

        assertThat(new Showing(scene, true, found, 1, 1).asItMustBe()).isFalse();
        assertThat(new Showing(scene, true, found, 1, 1).cells()).contains("WRONG", "none sent");
    }

    @Test
    void asItMustBe_nothingDelivered_wrong() {
        Showing showing = new Showing(scene, false, new Overheard(false, true, false), 1, 1);

        assertThat(showing.asItMustBe()).isFalse();
        assertThat(showing.cells()).contains("NOTHING");
    }
}
