package org.restante.shell.terminal;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The message for words that do not fit a command: the option or argument, the word, and what to write instead. */
final class UsageErrors {

    private UsageErrors() {}

    static String describe(ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing);
        }
        if (e instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice; give it once";
        }
        if (argument == null) {
            return VisibleText.line(String.valueOf(e.getMessage()));
        }
        String name = name(argument);
        String reason = reason(argument, e);
        return reason == null
                ? VisibleText.line(String.valueOf(e.getMessage()))
                : "invalid value for " + name + ": " + VisibleText.line(reason);
    }

    private static String missing(MissingParameterException e) {
        ArgSpec first = e.getMissing().get(0);
        return first.isOption()
                ? name(first) + " needs a value: " + first.paramLabel()
                : "missing argument: "
                        + e.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(" "));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** What is wrong with the value; null if only picocli's message has it. */
    private static @Nullable String reason(ArgSpec argument, ParameterException e) {
        Throwable cause = e.getCause();
        Class<?>[] types = argument.auxiliaryTypes(); // one type for a list, that of its elements; two for a map
        if (types.length == 2) {
            return "'" + e.getValue() + "' is not of the form " + argument.paramLabel();
        }
        if (types.length == 1 && types[0].isEnum()) {
            return "'" + e.getValue() + "' is not one of "
                    + Stream.of(types[0].getEnumConstants())
                            .map(each -> each.toString())
                            .collect(Collectors.joining(", "));
        }
        return cause instanceof TypeConversionException ? cause.getMessage() : null;
    }
}
