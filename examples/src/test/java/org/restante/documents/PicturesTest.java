package org.restante.documents;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The pictures in docs/ are the ones that their program draws. */
final class PicturesTest {

    @Test
    void messagesTravelAsDrawn() throws IOException {
        Generated.check("docs/messages.svg", Pictures.messages());
    }

    @Test
    void waysToRunAreAsDrawn() throws IOException {
        Generated.check("docs/ways-to-run.svg", Pictures.waysToRun());
    }
}
