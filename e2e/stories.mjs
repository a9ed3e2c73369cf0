// Stories of officers in a browser; one house serves them all. One file alone: node --test stories/NAME.mjs
import "./stories/sign-in.mjs";
import "./stories/book.mjs";
import "./stories/scope.mjs";
import "./stories/keyboard.mjs";
import "./stories/no-script.mjs";
import "./stories/papers.mjs";
import "./stories/signing.mjs";
import "./stories/founding.mjs";
import "./stories/closing.mjs";
import "./stories/hand-down.mjs";
import "./stories/language.mjs";
import "./stories/oidc.mjs";
import "./stories/every-page.mjs";
