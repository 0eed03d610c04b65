package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.restante.configuration.ConfigurationException;
import org.restante.configuration.ConfigurationFile;
import org.restante.configuration.Keys;
import org.restante.users.UserFile;

/** The users of a server, in the file that its configuration names. A running server reads changes itself. Owned by one thread. */
public final class Accounts {

    private final UserFile file;

    private Accounts(UserFile file) {
        this.file = file;
    }

    public static Accounts in(Path users) {
        return new Accounts(new UserFile(users));
    }

    /**
     * The users file that a configuration names; empty for none.
     *
     * @throws ConfigurationException if the configuration is invalid
     */
    public static Optional<Path> namedBy(Path configuration) throws IOException, ConfigurationException {
        return ConfigurationFile.read(configuration).get(Keys.USERS);
    }

    public List<String> names() throws IOException {
        return file.names();
    }

    /**
     * Adds a user, or changes the password of an existing one.
     *
     * @throws IllegalArgumentException if the name or the password is invalid
     */
    public void put(String name, String password) throws IOException {
        file.put(name, password);
    }

    /** Removes a user; returns whether the user existed. */
    public boolean remove(String name) throws IOException {
        return file.remove(name);
    }
}
