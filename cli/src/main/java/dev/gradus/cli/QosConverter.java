package dev.gradus.cli;

import dev.gradus.message.Qos;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A QoS as a number, as mosquitto's programs take it. */
final class QosConverter implements ITypeConverter<Qos> {

    @Override
    public Qos convert(String text) {
        try {
            return Qos.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("QoS is 0, 1 or 2, found '" + text + "'");
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
