package org.restante.shell.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.restante.configuration.ConfigurationException;
import org.restante.configuration.ConfigurationFile;
import org.restante.configuration.Keys;
import org.restante.users.UserFile;

/** The users of a server, in the file that its configuration names. A server that runs takes note by itself. */
public final class Accounts {

    private final UserFile file;

    private Accounts(UserFile file) {
        this.file = file;
    }

    public static Accounts in(Path users) {
        return new Accounts(new UserFile(users));
    }

    /**
     * The file of users that a configuration names; empty if it names none.
     *
     * @throws ConfigurationException if it has mistakes
     */
    public static Optional<Path> namedBy(Path configuration) throws IOException, ConfigurationException {
        return ConfigurationFile.read(configuration).get(Keys.USERS);
    }

    public List<String> names() throws IOException {
        return file.names();
    }

    /**
     * Adds a user, or gives one another password.
     *
     * @throws IllegalArgumentException if the name or the password cannot be
     */
    public void put(String name, String password) throws IOException {
        file.put(name, password);
    }

    /** Says whether there was one. */
    public boolean remove(String name) throws IOException {
        return file.remove(name);
    }
}
