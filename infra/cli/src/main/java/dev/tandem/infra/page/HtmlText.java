package dev.tandem.infra.page;

/** The style of reports, which open without a network, and texts as HTML writes them. */
public final class HtmlText {
  /** The style sheet. */
  public static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 54rem;
        padding: 0 1rem; color: #1c2330; background: #fff }
      h1 { font-size: 1.6rem; margin-bottom: 0 } h2 { font-size: 1.15rem; margin-top: 2rem }
      p.lead { color: #5a6475; margin-top: .2rem }
      table { border-collapse: collapse; width: 100% }
      th, td { text-align: right; padding: .35rem .6rem; border-bottom: 1px solid #dfe3ea;
        font-variant-numeric: tabular-nums }
      th:first-child, td:first-child { text-align: left }
      th { color: #5a6475; font-weight: 600; font-size: .85rem }
      .verdict { border-left: .4rem solid; padding: .6rem 1rem; margin: 1rem 0; border-radius: .2rem }
      .good { border-color: #1a7f4b; background: #e9f6ef } .bad { border-color: #b3261e;
        background: #fdecea }
      .bar { background: #e6eaf1; height: .55rem; border-radius: .3rem; min-width: 8rem }
      .bar div { background: #2f6fdb; height: 100%; border-radius: .3rem }
      code { font-size: .9rem } ul { padding-left: 1.2rem }
      @media (prefers-color-scheme: dark) { body { background: #14181f; color: #e4e8ef }
        th, p.lead { color: #9aa5b6 } th, td { border-color: #2c3340 }
        .good { background: #12291d } .bad { background: #331715 } .bar { background: #2c3340 } }
      """;

  private HtmlText() {}

  /** The text with the characters replaced that mean something in HTML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
