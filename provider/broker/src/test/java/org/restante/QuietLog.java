package org.restante;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Turns the log off for a test class that damages what a broker keeps, again and again, and so makes it warn. */
public final class QuietLog implements BeforeAllCallback, AfterAllCallback {

    /** Held, because the JDK forgets the level of a logger that nothing refers to. */
    private static final Logger LOGGER = Logger.getLogger("org.restante");

    @Override
    public void beforeAll(ExtensionContext context) {
        LOGGER.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LOGGER.setLevel(null);
    }
}
