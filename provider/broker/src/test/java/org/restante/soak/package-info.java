/** A server with users, small and for long: the latency of applications with and without a user who tries to disturb them. */
package org.restante.soak;
