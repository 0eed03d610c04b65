package org.restante.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration has mistakes; the message contains all of them. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    public ConfigurationException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes, in the order of their lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
