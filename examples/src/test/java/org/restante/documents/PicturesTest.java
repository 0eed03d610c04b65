package org.restante.documents;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The pictures in docs/ are equal to those that {@link Pictures} draws. */
final class PicturesTest {

    @Test
    void pictureOfMessagesIsUpToDate() throws IOException {
        Generated.check("docs/messages.svg", Pictures.messages());
    }

    @Test
    void pictureOfTheWaysToRunIsUpToDate() throws IOException {
        Generated.check("docs/ways-to-run.svg", Pictures.waysToRun());
    }
}
