package org.restante.conformance.restante;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.restante.conformance.ProviderFixture.Credentials;
import org.restante.users.Users;

/** The users file of the Restante fixtures, with one user. Connections without credentials are allowed, too. */
final class KnownUser implements AutoCloseable {

    private static final Credentials ANNA = new Credentials("anna", "a pot of tea");

    private final Path file;

    KnownUser() {
        try {
            file = Files.createTempFile("conformance-restante", ".users");
            Files.writeString(file, Users.line(ANNA.user(), ANNA.password()));
        } catch (IOException e) {
            throw new IllegalStateException("No temporary file for the users of Restante", e);
        }
    }

    Optional<Credentials> credentials() {
        return Optional.of(ANNA);
    }

    /** The options for the URI of the broker. */
    String options() {
        return "users=" + file + "&anonymous=true";
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}
