package org.restante.shell.prompt;

import java.time.Duration;
import org.restante.shell.content.Property;
import org.restante.shell.terminal.Durations;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** Checks a value against the type of its option or parameter, without running the command. */
final class Fit {

    private Fit() {}

    static boolean fits(ArgSpec argument, String value) {
        Class<?>[] types = argument.auxiliaryTypes(); // one type for a list, its elements'; two for a map
        return types.length != 1 || fits(types[0], value);
    }

    private static boolean fits(Class<?> type, String value) {
        try {
            if (type == int.class || type == Integer.class) {
                Integer.parseInt(value);
            } else if (type == long.class || type == Long.class) {
                Long.parseLong(value);
            } else if (type == double.class || type == Double.class) {
                Double.parseDouble(value);
            } else if (type == Duration.class) {
                Durations.parse(value);
            } else if (type == Property.class) {
                Property.parse(value);
            }
            return true;
        } catch (NumberFormatException | TypeConversionException e) {
            return false;
        }
    }
}
