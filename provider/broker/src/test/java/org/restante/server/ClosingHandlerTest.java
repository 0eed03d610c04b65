package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ClosingHandlerTest {

    @Test
    void closesTheChannelIfTheHandlingOfAFailureFails() {
        EmbeddedChannel channel = new EmbeddedChannel(new ClosingHandler() {
            @Override
            void failed(Throwable cause) {
                throw new NoClassDefFoundError("there is no handle to read it");
            }

            @Override
            void ended() {}
        });

        channel.pipeline().fireExceptionCaught(new IllegalStateException("a failure of the channel"));

        assertFalse(channel.isOpen());
    }
}
