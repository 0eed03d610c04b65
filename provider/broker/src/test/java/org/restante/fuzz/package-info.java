/** Input from outside, made by coverage-guided fuzzing: the targets, the kept corpus, and the program that extends it. */
package org.restante.fuzz;
